import { ts } from 'ts-morph';
import { replacementsOf } from '../code/replaced.ts';
import {
  type Access,
  accessName,
  calleeName,
  excerpt,
  isAccess,
  isFunctionNode,
  parametersOf,
  propertyName,
  unwrap,
} from '../code/syntax.ts';
import { makerOf, readBy } from '../collections/iteratees.ts';
import { block } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import type { Frame } from '../fold/template.ts';
import { bindState } from '../frameworks/state-flow.ts';
import { callByName } from './callback-calls.ts';
import { handOverByCompat } from './compat-plan.ts';
import { callFunction, callGiven, enterCall, enterFunction } from './enter.ts';
import { valuesGiven } from './given-values.ts';
import { callHeld } from './held-functions.ts';
import { invokeMade } from './made-functions.ts';
import { type Shape, shapeWord } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import { type Continue, need, type Trace } from './tracker.ts';

/** Where a function is called that has another name there: by the project, or by code that it is handed to. */
export type Site = {
  call: Frame['call'];
  frame: Frame | undefined;
  handed?: ts.Expression;
  onResult: Continue | undefined;
};

/**
 * A function that is called with these values by code that is not in the project (`then`, `map`, an event). What
 * it gives back goes to `onResult`. `method`: the member to call where an object is given (`{ next() {} }`).
 */
export function invoke(
  callback: ts.Expression | undefined,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
  method?: string,
): void {
  if (!callback) return;
  const inner = unwrap(callback);
  if (ts.isObjectLiteralExpression(inner)) return invokeMember(inner, args, method, trace);
  if (ts.isCallExpression(inner) && calleeName(inner) === 'spread')
    return invokeSpread(inner, args, onResult, trace);
  const fn = functionFor(inner, trace);
  if (fn) {
    callFunction(fn, inner, behindBound(inner, args), onResult, trace);
    return invokeReplacements(inner, fn, args, onResult, trace);
  }
  if (inner.kind === ts.SyntaxKind.NullKeyword || inner.getText() === 'undefined') return;
  if (invokeBuiltIn(inner, args, onResult, trace) || invokeHandedIn(inner, args, onResult, trace)) return;
  if (ts.isCallExpression(inner) && invokeMade(inner, args, onResult, trace)) return;
  if (callHeld(inner, args, onResult, trace)) return;
  const shape = args.find(arg => arg !== undefined);
  if (shape) escapeAt(callback, shape, trace, callback, () => handOverByCompat(callback, shape, trace.draft));
}

/** What else the name of a function stands for. */
function invokeReplacements(
  name: ts.Expression,
  fn: ts.SignatureDeclaration,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
): void {
  if (isFunctionNode(name)) return;
  for (const value of replacementsOf(name, fn, trace.tracker.workspace)) {
    const other = functionFor(unwrap(value), trace);
    if (other) callFunction(other, name, behindBound(value, args), onResult, trace);
    else invoke(value, args, undefined, trace);
  }
}

/**
 * The same for a function of the project that is written elsewhere, where the place of the call is known: what it gives
 * goes on there. False for any other value.
 */
export function callNamed(
  value: ts.Expression,
  args: readonly (Shape | undefined)[],
  site: Site,
  trace: Trace,
): boolean {
  const inner = unwrap(value);
  const fn = isFunctionNode(inner) ? undefined : functionFor(inner, trace);
  if (!fn) return false;
  const { call, handed, onResult } = site;
  const frame = enterCall(fn, call, site.frame, handed);
  if (!frame) return false;
  enterFunction(fn, inner, behindBound(inner, args), onResult, { ...trace, frame });
  invokeReplacements(inner, fn, args, onResult, trace);
  return true;
}

/** `images.forEach(visit)`, where `visit` is a parameter. */
function invokeHandedIn(
  name: ts.Expression,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
): boolean {
  if (!ts.isIdentifier(name)) return false;
  trace.tracker.callbacks.add(name);
  const [shape] = args;
  // `.then(setImages)`
  if (shape && bindState(name, name, shape, trace)) return true;
  const call = callGiven(name);
  const { frame, within = [] } = trace;
  const goOn: Continue = (result, next) => onResult?.(result, { ...next, within });
  return callByName(name, args, trace, call && { call, frame, handed: name, onResult: goOn });
}

/** `.then(axios.spread((first, second) => …))`: the elements of a list are arguments. */
function invokeSpread(
  call: ts.CallExpression,
  [list]: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
): void {
  const [callback] = call.arguments;
  const fn = callback && functionFor(unwrap(callback), trace);
  const isKnown = list === undefined || list.kind === 'array' || list.kind === 'tuple';
  if (!fn || !isKnown) return list && escapeAt(call, list, trace, call);
  const args = parametersOf(fn).map((_, index) => {
    if (list?.kind === 'tuple') return index === list.index ? list.of : undefined;
    return list?.of;
  });
  callFunction(
    fn,
    unwrap(callback as ts.Expression),
    behindBound(callback as ts.Expression, args),
    onResult,
    trace,
  );
}

function functionFor(inner: ts.Expression, { tracker }: Trace) {
  if (isFunctionNode(inner)) return inner;
  // `this.render.bind(this)` is the function itself.
  const named = unwrap(bindCall(inner)?.expression.expression ?? inner);
  if (isFunctionNode(named)) return named as ts.FunctionExpression;
  return ts.isIdentifier(named) || isAccess(named) ? calledFunction(named, tracker) : undefined;
}

/** `show.bind(this, title)`; undefined where it is not known how many arguments are bound. */
function bindCall(node: ts.Expression): (ts.CallExpression & { expression: Access }) | undefined {
  if (!ts.isCallExpression(node) || node.arguments.some(ts.isSpreadElement)) return undefined;
  const { expression } = node;
  return isAccess(expression) && accessName(expression) === 'bind'
    ? (node as ts.CallExpression & { expression: Access })
    : undefined;
}

/** What a function gets, behind the arguments that are bound: `title` is the first of `show.bind(this, title)`. */
function behindBound(
  callback: ts.Expression,
  args: readonly (Shape | undefined)[],
): readonly (Shape | undefined)[] {
  const bound = bindCall(unwrap(callback))?.arguments.slice(1) ?? [];
  return [...bound.map(() => undefined), ...args];
}

/** `.subscribe({ next: images => … })`. */
function invokeMember(
  literal: ts.ObjectLiteralExpression,
  args: readonly (Shape | undefined)[],
  method: string | undefined,
  trace: Trace,
): void {
  const member = literal.properties.find(property => propertyName(property.name) === method);
  if (!member) return;
  if (ts.isMethodDeclaration(member))
    return callFunction(member, member as unknown as ts.Expression, args, undefined, trace);
  if (ts.isPropertyAssignment(member)) return invoke(member.initializer, args, undefined, trace);
  const shape = args.find(arg => arg !== undefined);
  if (shape) block(trace.draft, 'escape', member, { shape: shapeWord(shape), text: excerpt(member) });
}

/** `.then(JSON.parse)`, `.filter(Boolean)`, `.then(resolve)`. */
function invokeBuiltIn(
  callee: ts.Expression,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
): boolean {
  const text = callee.getText();
  const [shape] = args;
  if (text === 'Boolean' || text === 'Number') return true;
  if (text === 'String' && shape) {
    if (shape.kind === 'text') onResult?.(shape, trace);
    else escapeAt(callee, shape, trace, callee);
    return true;
  }
  if (text === 'JSON.parse' && shape) {
    onResult?.({ kind: 'answer', steps: 1 }, trace);
    return true;
  }
  const made = makerOf(callee, trace);
  if (made && shape) {
    readBy(
      { node: callee, library: made.library, args, element: shape, onResult: onResult ?? (() => undefined) },
      trace,
    );
    return true;
  }
  const executor = ts.isIdentifier(callee) ? resolverOf(callee, trace) : undefined;
  if (!executor || !shape) return executor !== undefined;
  trace.tracker.callbacks.add(callee);
  need(trace, executor, valuesGiven(callee as ts.Identifier, 0, trace), text, shape);
  flow(executor, shape, trace);
  return true;
}

/** The `new Promise` whose executor was given this `resolve`; for `reject`, the same, and nothing is promised. */
export function resolverOf(callee: ts.Identifier, { tracker }: Trace): ts.NewExpression | undefined {
  const declaration = tracker.workspace.checker.getSymbolAtLocation(callee)?.valueDeclaration;
  if (!declaration || !ts.isParameter(declaration)) return undefined;
  const executor = declaration.parent;
  const promise = executor.parent;
  const isExecutor = ts.isNewExpression(promise) && promise.expression.getText() === 'Promise';
  return isExecutor && executor.parameters[0] === declaration ? promise : undefined;
}
