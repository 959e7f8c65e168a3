import { ts } from 'ts-morph';
import { destructuredProperty, isVisibleOutside, symbolAt, usesOf } from '../code/bindings.ts';
import { callAt, functionSymbol, usesOfFunction } from '../code/callers.ts';
import { isComponentMember } from '../code/component-options.ts';
import { isExportReference } from '../code/exported.ts';
import {
  isAccess,
  isAssignment,
  isFunctionNode,
  memberName,
  positionOf,
  propertyName,
  returnedExpressions,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { calledFunction } from '../fold/calls.ts';
import { frameKey, idOf } from '../fold/frame-keys.ts';
import { storeInto } from './assign.ts';
import { bindSymbol } from './binding-flow.ts';
import { flowIntoClass, flowIntoInstance } from './owners.ts';
import { depthOf, isTime, type Shape, shapeKey } from './shape.ts';
import { escapeAt } from './track.ts';
import { arrive, type Trace } from './tracker.ts';

/** How deep a value may lie in what it is put into. */
const DEEPEST = 6;

/**
 * The object behind a name has received a part. Others may know it by another name: the argument of a call, what a
 * variable was taken from. They have the part too.
 */
export function share(name: ts.Identifier, shape: Shape, trace: Trace): void {
  const { tracker } = trace;
  const declaration = symbolAt(tracker.workspace, name)?.valueDeclaration;
  if (!declaration || isTime(shape)) return;
  const key = `share ${idOf(tracker, declaration)}:${shapeKey(shape)}:${frameKey(tracker, trace.frame)}`;
  const next = arrive(key, trace);
  if (!next.isNew) return;
  if (depthOf(shape) > DEEPEST) return escapeAt(name, shape, next.trace, name);
  if (ts.isParameter(declaration)) return shareWithCallers(declaration, shape, next.trace);
  if (ts.isBindingElement(declaration)) return shareElement(declaration, shape, next.trace);
  if (ts.isVariableDeclaration(declaration)) shareVariable(declaration, name, shape, next.trace);
}

/**
 * A member with a symbol: its readers are known, but the object as a whole may still go somewhere. `this` and
 * instances are what their class makes.
 */
export function shareOwner(
  owner: ts.Expression,
  member: ts.Symbol,
  part: Extract<Shape, { kind: 'member' }>,
  trace: Trace,
): void {
  const inner = unwrap(owner);
  // The members of a component are known to its template and to itself, and nobody else has its object.
  if (member.declarations?.some(isComponentMember)) return;
  const home = member.declarations?.[0]?.parent;
  if (home && ts.isClassLike(home)) return flowIntoClass(home, part, trace);
  if (inner.kind === ts.SyntaxKind.ThisKeyword) return flowIntoInstance(inner, part, trace);
  if (!isClassOrFunction(inner, trace)) storeInto(inner, part, trace);
}

/** Limit: classes and functions are not followed as objects, only the members that are put on them. */
function isClassOrFunction(owner: ts.Expression, { tracker }: Trace): boolean {
  const declaration = symbolAt(tracker.workspace, owner)?.valueDeclaration;
  return declaration !== undefined && (ts.isClassLike(declaration) || ts.isFunctionLike(declaration));
}

/** `const { cache } = page`, `function ({ state })`: a part of something else. */
function shareElement(element: ts.BindingElement, shape: Shape, trace: Trace): void {
  const property = destructuredProperty(trace.tracker.workspace, element);
  if (property) {
    bindSymbol(property, element, shape, trace);
    shareBehind(property, shape, trace);
  }
  const name = propertyName(element.propertyName ?? element.name);
  const pattern = element.parent;
  const part: Shape =
    ts.isArrayBindingPattern(pattern) || name === undefined
      ? { kind: 'map', of: shape }
      : { kind: 'member', name, of: shape };
  const holder = pattern.parent;
  if (ts.isBindingElement(holder)) return shareElement(holder, part, trace);
  if (ts.isParameter(holder)) return shareWithCallers(holder, part, trace);
  if (holder.initializer && !property) shareValue(holder.initializer, part, trace);
}

/** The value of a member has received a part: `images` of `return { images }` has it too. */
export function shareBehind(member: ts.Symbol, shape: Shape, trace: Trace): void {
  for (const declaration of member.declarations ?? []) {
    if (ts.isShorthandPropertyAssignment(declaration)) storeInto(declaration.name, shape, trace);
    else if (ts.isPropertyAssignment(declaration)) shareValue(declaration.initializer, shape, trace);
  }
}

function shareVariable(
  variable: ts.VariableDeclaration,
  name: ts.Identifier,
  shape: Shape,
  trace: Trace,
): void {
  const loop = variable.parent.parent;
  if (ts.isForOfStatement(loop)) return shareValue(loop.expression, { kind: 'array', of: shape }, trace);
  if (variable.initializer) shareValue(variable.initializer, shape, trace);
  const symbol = symbolAt(trace.tracker.workspace, name);
  for (const use of usesOf(trace.tracker.workspace, symbol).sure) {
    const target = wrapped(use);
    if (isAssignment(target.parent) && target.parent.left === target)
      shareValue(target.parent.right, shape, trace);
  }
}

/** Calls that make an object which nobody else has. */
const FRESH = words(
  'useRef useState useReducer useMemo useCallback React.useRef React.useState React.useReducer ' +
    'React.useMemo React.useCallback ref reactive shallowRef shallowReactive createRef signal observable ' +
    'observable.* proxy Array Array.from Array.of Object.create Object.fromEntries Object.entries ' +
    'Object.values Object.keys Object.groupBy Map.groupBy structuredClone JSON.parse writable atom ' +
    'String Number Promise.*',
);
/** Methods that make a new list, and such that give the list itself or one of its parts. */
const COPIES = words(
  'map flatMap filter slice concat flat splice toSorted toReversed toSpliced split match entries keys ' +
    'values json clone reduce',
);
const SELF = words('sort reverse fill');
const PARTS = words('find findLast at pop shift');

/** A value that was put under another name: what it was taken from has the part too. */
function shareValue(value: ts.Expression, shape: Shape, trace: Trace): void {
  const inner = unwrap(value);
  if (ts.isAwaitExpression(inner)) return shareValue(inner.expression, shape, trace);
  if (ts.isIdentifier(inner)) {
    if (inner.text !== 'undefined') storeInto(inner, shape, trace);
  } else if (isAccess(inner) || inner.kind === ts.SyntaxKind.ThisKeyword) storeInto(inner, shape, trace);
  else if (ts.isConditionalExpression(inner)) {
    shareValue(inner.whenTrue, shape, trace);
    shareValue(inner.whenFalse, shape, trace);
  } else if (ts.isBinaryExpression(inner)) {
    shareValue(inner.left, shape, trace);
    shareValue(inner.right, shape, trace);
  } else if (ts.isCallExpression(inner)) shareResult(inner, shape, trace);
}

function shareResult(call: ts.CallExpression, shape: Shape, trace: Trace): void {
  const callee = unwrap(call.expression);
  if (FRESH.has(callee.getText())) return;
  const fn = calledFunction(callee, trace.tracker);
  if (isFunctionNode(fn)) {
    for (const result of returnedExpressions(fn)) shareValue(result, shape, { ...trace, frame: undefined });
    return;
  }
  if (isAccess(callee)) {
    const name = memberName(callee);
    if (COPIES.has(name)) return;
    if (SELF.has(name)) return shareValue(callee.expression, shape, trace);
    if (PARTS.has(name)) return shareValue(callee.expression, { kind: 'array', of: shape }, trace);
  }
  storeInto(call, shape, trace);
}

/** The callers of a function handed the object in. */
function shareWithCallers(parameter: ts.ParameterDeclaration, shape: Shape, trace: Trace): void {
  const fn = parameter.parent;
  const index = positionOf(parameter);
  const { frame } = trace;
  if (frame?.fn === fn && !frame.handed) {
    const given = frame.call.arguments?.[index];
    return given && shareValue(given, shape, { ...trace, frame: frame.parent });
  }
  const callback = wrapped(fn).parent;
  if (ts.isCallExpression(callback) && callback.expression !== wrapped(fn))
    return shareWithSource(callback, parameter, index, shape, trace);
  const uses = usesOfFunction(fn, trace.tracker)?.sure.filter(use => !isExportReference(use)) ?? [];
  const calls = uses.map(use => callAt(use)).filter(call => call !== undefined);
  for (const call of calls) {
    const given = call.arguments?.[index];
    if (given) shareValue(given, shape, { ...trace, frame: undefined });
  }
  const symbol = functionSymbol(fn, trace.tracker);
  // Who calls a function that is handed on, or that a module gives out, is not seen.
  const isUnseen = calls.length === 0 && (!symbol || isVisibleOutside(symbol));
  if (isUnseen || calls.length < uses.length) escapeAt(parameter, shape, trace, parameter);
}

const FOLDS: ReadonlySet<string> = new Set(['reduce', 'reduceRight']);
const CALLBACKS: ReadonlySet<string> = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'find',
  'some',
  'every',
  'each',
]);

/** A callback was handed the object by the code that calls it: the accumulator of a fold, an element of a list. */
function shareWithSource(
  call: ts.CallExpression,
  parameter: ts.ParameterDeclaration,
  index: number,
  shape: Shape,
  trace: Trace,
): void {
  const callee = unwrap(call.expression);
  const name = isAccess(callee) ? memberName(callee) : '';
  const start = FOLDS.has(name) ? call.arguments[1] : undefined;
  if (start && index === 0) return shareValue(start, shape, trace);
  // A fold without a start begins with an element.
  if (isAccess(callee) && (CALLBACKS.has(name) || FOLDS.has(name)) && index === 0)
    return shareValue(callee.expression, { kind: 'array', of: shape }, trace);
  escapeAt(parameter, shape, trace, parameter);
}
