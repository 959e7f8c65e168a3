import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { constructorOf } from '../code/constructed.ts';
import { makesElement } from '../code/elements.ts';
import { moduleSpecifierOf } from '../code/modules.ts';
import { replacementsOf } from '../code/replaced.ts';
import { rowOf } from '../code/rows.ts';
import { dottedName, excerpt, isAccess, memberName, parametersOf, unwrap } from '../code/syntax.ts';
import { words, wordsOfReact } from '../code/word-lists.ts';
import { passToLibrary } from '../collections/library-flow.ts';
import { block } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import { blockColumns } from '../frameworks/columns.ts';
import { COMPONENT_CALLS } from '../frameworks/component-calls.ts';
import { giveProps } from '../frameworks/jsx-flow.ts';
import { giveSetup } from '../frameworks/pinia-flow.ts';
import { giveQueryResult, isQueryHook, passQueryOptions } from '../frameworks/query-hooks.ts';
import { combineSelectors, passToSelector } from '../frameworks/selectors.ts';
import { bindState, dispatchTo, REDUCERS } from '../frameworks/state-flow.ts';
import { createFrom, selectFrom, setStore } from '../frameworks/store-flow.ts';
import { enterStream, joinStreams } from '../frameworks/streams-joined.ts';
import { bindParameter } from './binding-flow.ts';
import { BUILT_INS, type Given } from './built-in-calls.ts';
import { callByOtherName, passToCallback, siteAt } from './callback-calls.ts';
import { checkArguments, enterCall, onlyAt } from './enter.ts';
import { valuesGiven } from './given-values.ts';
import { callHeld } from './held-functions.ts';
import { invoke, resolverOf } from './invoke.ts';
import { isLog } from './logs.ts';
import { passToMethod } from './method-arguments.ts';
import { isTime, type Shape, shapeWord } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import { need, type Trace } from './tracker.ts';

type Call = Given['call'];

/** The value is an argument of a call. */
export function passArgument(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const call = parent as Call;
  if (call.expression === node) return callValue(call, node, shape, trace);
  const index = [...(call.arguments ?? [])].indexOf(node as ts.Expression);
  const given: Given = { call, node, index, shape, trace };
  const callee = unwrap(call.expression);
  const text = dottedName(callee) ?? callee.getText();
  const known = isOwn(callee, trace) ? undefined : knownCall(text);
  if (known) return known(given);
  if (index > 0 && DEPENDENTS.has(text)) return;
  if (WAYS.some(way => way(callee, given))) return;
  // `useReactTable({ data: images, columns })`
  if (ts.isObjectLiteralExpression(node)) blockColumns(node.properties, trace);
  escapeAt(node, shape, trace, call);
}

const knownCall = (text: string) =>
  rowOf(BUILT_INS, text) ?? rowOf(COMPONENT_CALLS, text) ?? (isLog(text) ? passToLog : undefined);

/** Hooks that are handed a list of what they depend on: they look whether it has changed. */
const DEPENDENTS = wordsOfReact(
  'useMemo useCallback useEffect useLayoutEffect useInsertionEffect useImperativeHandle',
);

/** The value is what is called: a function that gives it, or the hook of a store. */
function callValue(call: Call, node: ts.Node, shape: Shape, trace: Trace): void {
  if (shape.kind === 'function') trace.tracker.handed.push({ at: call, isCall: true, fn: shape.at, trace });
  else if (shape.kind === 'thunk') flow(call, shape.of, trace);
  else if (shape.kind === 'store') selectFrom(call, call.arguments?.[0], shape.of, trace);
  else escapeAt(node, shape, trace, call);
}

/** A function of the project, or one that is handed in, that is called as one of the language or of a library. */
function isOwn(callee: ts.Expression, { tracker }: Trace): boolean {
  const declaration = symbolAt(tracker.workspace, callee)?.valueDeclaration;
  const isGiven = declaration !== undefined && ts.isParameter(declaration);
  return isGiven || calledFunction(callee, tracker) !== undefined;
}

/** A log shows the form of what it is given; a timestamp, or what the compat module converts, keeps it. */
function passToLog({ call, node, shape, trace }: Given): void {
  // A table of the console may pick columns by their names.
  if (call.expression.getText() === 'console.table' && (call.arguments?.length ?? 0) > 1)
    return escapeAt(node, shape, trace, call);
  const keeps = isTime(shape) || (trace.draft.compat && shape.kind === 'answer');
  if (keeps) escapeAt(node, shape, trace, call);
  else block(trace.draft, 'logged', call, { shape: shapeWord(shape) });
}

/** Methods whose callback's result nobody keeps. */
const TESTS = new Set([
  'filter',
  'find',
  'findIndex',
  'some',
  'every',
  'forEach',
  'sort',
  'toSorted',
  'on',
  'once',
  'finally',
  'subscribe',
]);
const TIMERS = words(
  'setTimeout setInterval setImmediate queueMicrotask process.nextTick describe it test beforeEach ' +
    'afterEach useEffect useLayoutEffect onMounted watch watchEffect effect',
);
const MEMOS = wordsOfReact('useMemo computed createMemo derived');

/** A function that gives the value is handed to code that calls it: what becomes of its result. */
function passThunk(callee: ts.Expression, { call, index, shape, trace }: Given): boolean {
  if (shape.kind !== 'thunk') return false;
  const text = callee.getText();
  const name = isAccess(callee) ? memberName(callee) : '';
  if (TIMERS.has(text) || TESTS.has(name)) return true;
  if (REDUCERS.has(text)) {
    const [, initial] = call.arguments ?? [];
    if (initial) need(trace, call, [initial], excerpt(callee), shape.of);
    // The next call of the function is handed what this one gave.
    invoke(call.arguments?.[0], [shape.of], undefined, trace);
    flow(call, { kind: 'tuple', index: 0, of: shape.of }, trace);
    return true;
  }
  if (ts.isCallExpression(call) && (createFrom(call, shape, trace) || giveSetup(call, shape.of, trace)))
    return true;
  if (isQueryHook(text)) return giveQueryResult(call, index + 1, shape.of, trace);
  const result = isAngular(callee, trace) ? shape : resultOfThunk(text, name, shape.of);
  if (result) flow(call, result, trace);
  return result !== undefined;
}

/** `computed` of Angular gives a function, that of Vue and others an object. */
function isAngular(callee: ts.Expression, { tracker }: Trace): boolean {
  const declaration = tracker.workspace.checker.getSymbolAtLocation(callee)?.declarations?.[0];
  return (
    callee.getText() === 'computed' &&
    declaration !== undefined &&
    moduleSpecifierOf(declaration) === '@angular/core'
  );
}

function resultOfThunk(text: string, name: string, of: Shape): Shape | undefined {
  if (name === 'map') return { kind: 'array', of };
  if (name === 'flatMap') return of.kind === 'array' ? of : { kind: 'array', of };
  if (name === 'then' || name === 'catch' || name === 'reduce') return of;
  // A store gives back what the function that it is handed gives.
  if (name === 'dispatch' || text === 'dispatch' || text === 'defer') return of;
  if (text === 'computed') return { kind: 'member', name: 'value', of };
  return MEMOS.has(text) ? of : undefined;
}

const isStoreHook = (name: string): boolean => name.startsWith('use') && name.endsWith('Store');

/** `useStore(store, state => state.images)`. */
function passStore(callee: ts.Expression, { call, index, shape, trace }: Given): boolean {
  if (shape.kind !== 'store' || index !== 0 || !isStoreHook(callee.getText())) return false;
  selectFrom(call, call.arguments?.[1], shape.of, trace);
  return true;
}

/** `createElement(List, { images })`. */
function passProps(callee: ts.Expression, { call, index, shape, trace }: Given): boolean {
  const [component] = call.arguments ?? [];
  return component !== undefined && index === 1 && makesElement(callee) && giveProps(component, shape, trace);
}

/** What may become of an argument, in this order. True where it is followed. */
const WAYS: readonly ((callee: ts.Expression, given: Given) => boolean)[] = [
  (callee, { call, index, shape, trace }) =>
    ts.isCallExpression(call) &&
    (combineSelectors(callee, call, index, shape, trace) || passToSelector(callee, index, shape, trace)),
  joinStreams,
  enterStream,
  passThunk,
  (_, { call, node, index, shape, trace }) =>
    ts.isCallExpression(call) && passToLibrary(call, node, index, shape, trace),
  passStore,
  passProps,
  (callee, given) => isAccess(callee) && passToMethod(callee, given),
  passQueryOptions,
  passToFunction,
];

/** A function of the project, a state setter, `resolve`, a callback that was handed in. */
function passToFunction(callee: ts.Expression, { call, node, index, shape, trace }: Given): boolean {
  if (ts.isIdentifier(callee)) {
    if (bindState(callee, node, shape, trace)) return true;
    if (dispatchTo(callee, index, shape, trace)) return true;
    if (setStore(callee, node, shape, trace)) return true;
    const promise = resolverOf(callee, trace);
    if (promise) {
      need(trace, promise, valuesGiven(callee, 0, trace), callee.text, shape);
      flow(promise, shape, trace);
      return true;
    }
  }
  const made = constructorOf(call, trace.tracker.workspace);
  const fn = ts.isNewExpression(call) ? made : (made ?? calledFunction(callee, trace.tracker));
  if (!fn) return passToUnknown(callee, { call, node, index, shape, trace });
  if (call.arguments?.slice(0, index).some(ts.isSpreadElement)) return false;
  const args = onlyAt(index, shape);
  for (const other of replacementsOf(callee, fn, trace.tracker.workspace))
    callByOtherName(other, { args, site: siteAt(call, trace) }, trace);
  return passToParameter(fn, call, node, index, shape, trace);
}

/** `callback(null, images)`, `columns.map(column => column.value(image))`. */
function passToUnknown(callee: ts.Expression, { call, index, shape, trace }: Given): boolean {
  // Behind a list that is spread, nobody knows which argument is which.
  if (call.arguments?.slice(0, index + 1).some(ts.isSpreadElement)) return false;
  const args = onlyAt(index, shape);
  return passToCallback(call, index, shape, trace) || callHeld(callee, args, undefined, trace);
}

function passToParameter(
  fn: ts.SignatureDeclaration,
  call: Call,
  node: ts.Node,
  index: number,
  shape: Shape,
  trace: Trace,
): boolean {
  checkArguments(fn, index, shape, trace);
  const parameter = parametersOf(fn)[index] ?? parametersOf(fn).at(-1);
  if (!parameter || (ts.isSpreadElement(node) && !parameter.dotDotDotToken)) return false;
  const value: Shape =
    parameter.dotDotDotToken && !ts.isSpreadElement(node) ? { kind: 'array', of: shape } : shape;
  bindParameter(parameter, value, { ...trace, frame: enterCall(fn, call, trace.frame) });
  return true;
}
