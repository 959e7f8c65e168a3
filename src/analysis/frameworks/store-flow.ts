import { ts } from 'ts-morph';
import { resultsOf, valuesGiven } from '../answer/given-values.ts';
import { invoke } from '../answer/invoke.ts';
import type { Shape } from '../answer/shape.ts';
import { escapeAt, flow } from '../answer/track.ts';
import { need, needAbove, type Trace } from '../answer/tracker.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { type Access, callOf, isFunctionNode, returnedExpressions, unwrap, wrapped } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { declareValue } from '../types/declared.ts';

type Store = Extract<Shape, { kind: 'store' }>;

/** Functions that make a store of what a function gives, which they hand a setter and a getter. */
const CREATORS = words('create createStore createWithEqualityFn');
/** What may stand around that function, and keeps the state as it is. */
const LAYERS = words('devtools subscribeWithSelector immer');

type Creator = { fn: ts.ArrowFunction | ts.FunctionExpression; call: ts.CallExpression };

/** `set({ images })` in `create(set => ({ … }))`: the state of the store receives the value. */
export function setStore(callee: ts.Identifier, node: ts.Node, shape: Shape, trace: Trace): boolean {
  const creator = creatorOf(callee, trace);
  const state = shape.kind === 'thunk' ? shape.of : shape;
  if (!creator || state.kind !== 'member') return false;
  const { fn, call } = creator;
  const [, getter] = fn.parameters;
  const given = valuesGiven(callee, 0, trace);
  need(trace, call, [...returnedExpressions(fn), ...given.flatMap(resultsOf)], callee.text, state);
  for (const update of given) {
    const isUpdate = isFunctionNode(unwrap(update)) || (shape.kind === 'thunk' && update === node);
    if (isUpdate) invoke(update, [state], undefined, trace);
  }
  for (const type of typesOf(call)) declareValue(type, state, trace);
  for (const use of getter ? usesByName(getter.name, trace) : []) {
    const read = callOf(use);
    if (read) flow(read, state, trace);
    else escapeAt(use as ts.Expression, state, trace, use);
  }
  flow(call, { kind: 'store', of: state }, trace);
  return true;
}

/** `create(() => ({ … }))`: a function of the state gives the value; what is around the creator hands it on. */
export function createFrom(
  call: ts.CallExpression,
  shape: Extract<Shape, { kind: 'thunk' }>,
  trace: Trace,
): boolean {
  const isLayer = LAYERS.has(call.expression.getText());
  if (shape.of.kind !== 'member' || !(isLayer || CREATORS.has(creatorName(call)))) return false;
  flow(call, isLayer ? shape : { kind: 'store', of: shape.of }, trace);
  return true;
}

/** The call that makes the store whose setter this is. */
function creatorOf(callee: ts.Identifier, { tracker }: Trace): Creator | undefined {
  const declaration = tracker.workspace.checker.getSymbolAtLocation(callee)?.valueDeclaration;
  if (!declaration || !ts.isParameter(declaration)) return undefined;
  const fn = declaration.parent;
  const isFirst = fn.parameters[0] === declaration;
  if (!isFirst || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return undefined;
  let call = wrapped(fn).parent;
  while (ts.isCallExpression(call) && LAYERS.has(call.expression.getText())) call = wrapped(call).parent;
  return ts.isCallExpression(call) && CREATORS.has(creatorName(call)) ? { fn, call } : undefined;
}

/** `create<State>()(…)` is called twice. */
const creatorName = ({ expression }: ts.CallExpression): string =>
  (ts.isCallExpression(expression) ? expression.expression : expression).getText();

const typesOf = (call: ts.CallExpression): readonly ts.TypeNode[] =>
  call.typeArguments ?? (ts.isCallExpression(call.expression) ? (call.expression.typeArguments ?? []) : []);

const usesByName = (name: ts.BindingName, { tracker }: Trace): ts.Node[] => {
  const symbol = ts.isIdentifier(name) ? symbolAt(tracker.workspace, name) : undefined;
  return usesOf(tracker.workspace, symbol).sure;
};

/** `useImages(state => state.images)`, `useImages()`. */
export function selectFrom(
  call: ts.CallExpression | ts.NewExpression,
  selector: ts.Expression | undefined,
  state: Shape,
  trace: Trace,
): void {
  if (!selector) return flow(call, state, trace);
  invoke(selector, [state], (result, next) => flow(call, result, next), trace);
}

/** A member of a store: its state, and what is told of its changes. */
export function readStore(access: Access, name: string, shape: Store, trace: Trace): void {
  const call = callOf(access);
  const state = shape.of;
  if (call && (name === 'getState' || name === 'getInitialState')) return flow(call, state, trace);
  if (call && name === 'setState') {
    const [given] = call.arguments;
    const inner = given && unwrap(given);
    // What it gives goes where the state goes already.
    if (isFunctionNode(inner)) invoke(inner, [state], () => undefined, trace);
    return needAbove(trace, call, given ? resultsOf(given) : [], name, state);
  }
  if (call && name === 'subscribe') return listen(call, state, trace);
  escapeAt(access, shape, trace, call ?? access);
}

/** `subscribe(listener)`, `subscribe(selector, listener)`. */
function listen(call: ts.CallExpression, state: Shape, trace: Trace): void {
  const [first, second] = call.arguments;
  if (!second) return invoke(first, [state, state], undefined, trace);
  invoke(first, [state], (result, next) => invoke(second, [result, result], undefined, next), trace);
}
