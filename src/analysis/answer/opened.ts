import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt, usesOfFunction } from '../code/callers.ts';
import { excerpt, isAccess, positionOf, returnedExpressions, unwrap } from '../code/syntax.ts';
import { calledFunction } from '../fold/calls.ts';
import { idOf } from '../fold/frame-keys.ts';
import type { Frame } from '../fold/template.ts';
import { holdsFunction, isInstance, type Shape } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import { arrive, need, type Trace, type Tracker } from './tracker.ts';
import { writtenValues } from './written-values.ts';

type MemberOf = Extract<Shape, { kind: 'member' }>;

/**
 * `groups[key]`, `Object.values(groups)`: whoever takes any member of an object gets the others as well. `to`: what then
 * has the value, as `result`.
 */
export function openObject(
  owner: ts.Expression,
  shape: MemberOf,
  to: ts.Expression,
  result: Shape,
  trace: Trace,
): void {
  // The members of an instance are those of its class.
  if (isInstance(shape)) return flow(to, result, trace);
  const others = membersOf(owner, { tracker: trace.tracker, frame: trace.frame, seen: new Set() });
  if (!others) {
    escapeAt(owner, shape, trace, to);
    // Who calls a function is asked for, whatever else is called there.
    return holdsFunction(shape) ? flow(to, result, trace) : undefined;
  }
  const next = arrive(`opened ${idOf(trace.tracker, to)} ${shape.name}`, trace).trace;
  need(next, to, others, excerpt(owner), shape.of);
  flow(to, result, next);
}

type Search = { tracker: Tracker; frame: Frame | undefined; seen: Set<ts.Node> };

/** The values of all members that an object has been given; undefined where that is not seen. */
function membersOf(node: ts.Expression, search: Search): ts.Expression[] | undefined {
  const inner = unwrap(node);
  if (search.seen.has(inner)) return [];
  search.seen.add(inner);
  if (ts.isObjectLiteralExpression(inner))
    return ofAll(inner.properties, property => ofProperty(property, search));
  if (ts.isConditionalExpression(inner))
    return ofAll([inner.whenTrue, inner.whenFalse], one => membersOf(one, search));
  if (ts.isBinaryExpression(inner)) return ofAll([inner.left, inner.right], one => membersOf(one, search));
  if (ts.isCallExpression(inner)) return ofCall(inner, search);
  if (ts.isIdentifier(inner) || isAccess(inner)) return ofSymbol(inner, search);
  return inner.kind === ts.SyntaxKind.NullKeyword ? [] : undefined;
}

/** All that is found for each, where all are known. */
function ofAll<T>(
  nodes: readonly T[],
  find: (node: T) => ts.Expression[] | undefined,
): ts.Expression[] | undefined {
  const found = nodes.map(find);
  return found.every(list => list !== undefined) ? found.flat() : undefined;
}

function ofProperty(property: ts.ObjectLiteralElementLike, search: Search): ts.Expression[] | undefined {
  if (ts.isSpreadAssignment(property)) return membersOf(property.expression, search);
  if (ts.isPropertyAssignment(property)) return [property.initializer];
  return ts.isShorthandPropertyAssignment(property) ? [property.name] : [];
}

/** What gives back the object that it is given. */
const FREEZES: ReadonlySet<string> = new Set(['Object.freeze', 'Object.seal']);

function ofCall(call: ts.CallExpression, search: Search): ts.Expression[] | undefined {
  const [first] = call.arguments;
  if (first && FREEZES.has(call.expression.getText())) return membersOf(first, search);
  const fn = calledFunction(call.expression, search.tracker);
  return fn && ofAll(returnedExpressions(fn), one => membersOf(one, search));
}

/** What a name or member is made of at its declaration, what takes its place, and what is put into it. */
function ofSymbol(node: ts.Expression, search: Search): ts.Expression[] | undefined {
  const { workspace } = search.tracker;
  const symbol = symbolAt(workspace, ts.isPropertyAccessExpression(node) ? node.name : node);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration) return node.getText() === 'undefined' ? [] : undefined;
  if (ts.isParameter(declaration)) return ofParameter(declaration, search);
  const { initializer } = declaration as { initializer?: ts.Expression };
  const isLoop = ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent);
  if (ts.isBindingElement(declaration) || isLoop) return undefined;
  const whole: Shape = { kind: 'map', of: { kind: 'text' } };
  const written = usesOf(workspace, symbol).sure.flatMap(use => writtenValues(use, whole));
  return ofAll(
    [...(initializer ? [{ value: initializer, shape: whole }] : []), ...written],
    ({ value, shape }) => (shape === whole ? membersOf(value, search) : shape ? [value] : undefined),
  );
}

function ofParameter(parameter: ts.ParameterDeclaration, search: Search): ts.Expression[] | undefined {
  const fn = parameter.parent;
  const index = positionOf(parameter);
  const { frame, tracker } = search;
  if (frame?.fn === fn && !frame.handed) {
    const given = frame.call.arguments?.[index];
    return given && membersOf(given, { ...search, frame: frame.parent });
  }
  const given = usesOfFunction(fn, tracker)?.sure.map(use => callAt(use)?.arguments?.[index]) ?? [];
  return given.length === 0 ? undefined : ofAll(given, one => one && membersOf(one, search));
}
