import { ts } from 'ts-morph';
import { resultsOf } from '../answer/given-values.ts';
import { invoke } from '../answer/invoke.ts';
import type { Shape } from '../answer/shape.ts';
import { escapeAt, flow } from '../answer/track.ts';
import { addTo, need, type Trace } from '../answer/tracker.ts';
import { symbolAt } from '../code/bindings.ts';
import { rowOf } from '../code/rows.ts';
import { excerpt, isFunctionNode, returnedExpressions, unwrap, wrapped } from '../code/syntax.ts';

/** What a stream carries. Like promises, streams are not told from what they carry. */
type Carried = { shape: Shape; trace: Trace };

/** rxjs: `source.pipe(a, b)`, each operator hands its result to the next. */
export function pipeThrough(call: ts.CallExpression, shape: Shape, trace: Trace): void {
  throughRest(call, call.arguments, { shape, trace });
}

function throughRest(
  call: ts.CallExpression,
  operators: readonly ts.Expression[],
  carried: Carried | undefined,
): void {
  let current = carried;
  for (const operator of operators) {
    if (!current) return;
    current = throughOperator(unwrap(operator), current);
    if (current) addTo(current.trace.tracker.flowed, operator, current.trace.draft);
  }
  if (current) flow(call, current.shape, current.trace);
}

/** A value that enters at the operator of an index. `isFlattened`: as what a function of the operator gives. */
export function enterAt(pipe: ts.CallExpression, index: number, value: Carried, isFlattened: boolean): void {
  const operator = pipe.arguments[index] as ts.CallExpression;
  const isMap = operator.expression.getText() === 'map';
  const carried = isFlattened && !isMap ? flatten(operator, value) : value;
  addTo(value.trace.tracker.flowed, operator, value.trace.draft);
  throughRest(pipe, pipe.arguments.slice(index + 1), carried);
}

type Operator = (call: ts.CallExpression, carried: Carried) => Carried | undefined;

const pass: Operator = (_, carried) => carried;

const look: Operator = (call, carried) => {
  invoke(call.arguments[0], [carried.shape], undefined, carried.trace, 'next');
  return carried;
};

/** What it puts in the place of an error, or before all else, gets to the same readers. */
const orElse: Operator = (call, carried) => {
  need(carried.trace, call, [...call.arguments], excerpt(call));
  return carried;
};

const mapped: Operator = (call, { shape, trace }) => {
  const results: Carried[] = [];
  invoke(call.arguments[0], [shape], (result, next) => results.push({ shape: result, trace: next }), trace);
  return results[0];
};

/** `switchMap(body => body.images)`: the elements of a list come one by one, those of `of(list)` do not. */
const flattened: Operator = (call, carried) => {
  const result = mapped(call, carried);
  return result && flatten(call, result);
};

function flatten(call: ts.CallExpression, result: Carried): Carried | undefined {
  const fn = call.arguments[0] && unwrap(call.arguments[0]);
  if (result.shape.kind !== 'array' || !isFunctionNode(fn)) return result;
  const returned = returnedExpressions(fn);
  const lists = returned.filter(node => isList(node, result.trace));
  if (lists.length === returned.length) return { ...result, shape: result.shape.of };
  if (returned.every(node => ts.isCallExpression(unwrap(node)))) return result;
  escapeAt(call, result.shape, result.trace, call);
  return undefined;
}

/** `scan((seen, list) => …, [])`: what is given back is given to the function again. */
const gathered: Operator = (call, { shape, trace }) => {
  const [callback, start] = call.arguments;
  const results: Carried[] = [];
  const onResult = (result: Shape, next: Trace): void => {
    if (start) need(next, call, [start], excerpt(call), result);
    invoke(callback, [result], undefined, next);
    results.push({ shape: result, trace: next });
  };
  invoke(callback, [start ? undefined : shape, shape], onResult, trace);
  return results[0];
};

/** `expand(body => page(body.next))`: what is given back goes the same way, and is given to the function again. */
const repeated: Operator = (call, carried) => {
  const [callback] = call.arguments;
  invoke(callback, [carried.shape], () => undefined, carried.trace);
  need(carried.trace, call, callback ? resultsOf(callback) : [], excerpt(call), carried.shape);
  return carried;
};

/** Puts what other streams give beside it. */
const first: Operator = (_, { shape, trace }) => ({ shape: { kind: 'tuple', index: 0, of: shape }, trace });

const OPERATORS: Readonly<Record<string, Operator>> = {
  map: mapped,
  switchMap: flattened,
  mergeMap: flattened,
  concatMap: flattened,
  exhaustMap: flattened,
  flatMap: flattened,
  tap: look,
  filter: look,
  first: look,
  last: look,
  takeWhile: look,
  catchError: orElse,
  startWith: orElse,
  endWith: orElse,
  defaultIfEmpty: orElse,
  scan: gathered,
  reduce: gathered,
  expand: repeated,
  withLatestFrom: first,
  combineLatestWith: first,
  zipWith: first,
  pairwise: (_, { shape, trace }) => ({ shape: { kind: 'array', of: shape }, trace }),
  toArray: (_, { shape, trace }) => ({ shape: { kind: 'array', of: shape }, trace }),
  ...Object.fromEntries(
    [
      ...['retry', 'timeout', 'shareReplay', 'share', 'publishReplay', 'refCount', 'take', 'skip'],
      ...['finalize', 'delay', 'takeUntil', 'takeUntilDestroyed', 'distinctUntilChanged', 'debounceTime'],
      ...['observeOn', 'subscribeOn', 'untilDestroyed', 'retryWhen', 'throttleTime'],
    ].map(name => [name, pass]),
  ),
};

function throughOperator(operator: ts.Expression, carried: Carried): Carried | undefined {
  const name = ts.isCallExpression(operator) ? operator.expression.getText() : '';
  const known = rowOf(OPERATORS, name);
  if (known && ts.isCallExpression(operator)) return known(operator, carried);
  escapeAt(operator, carried.shape, carried.trace, operator, () => false);
  return undefined;
}

/** Whether the types say that an expression is a list itself, and no promise or stream of one. */
const isList = (node: ts.Expression, { tracker }: Trace): boolean => {
  const { checker } = tracker.workspace;
  const inner = unwrap(node);
  return (
    checker.isArrayType(checker.getTypeAtLocation(node)) || isListMethod(inner) || isPicked(inner, tracker)
  );
};

/** A member of something parsed, or what a callback is given: neither is a promise. */
function isPicked(node: ts.Expression, { workspace }: Trace['tracker']): boolean {
  if (ts.isPropertyAccessExpression(node)) return true;
  const declaration = ts.isIdentifier(node) ? symbolAt(workspace, node)?.valueDeclaration : undefined;
  if (!declaration || ts.isBindingElement(declaration)) return declaration !== undefined;
  return ts.isParameter(declaration) && ts.isCallExpression(wrapped(declaration.parent).parent);
}

const LIST_METHODS = new Set(['filter', 'map', 'slice', 'sort', 'concat', 'flat', 'reverse']);

const isListMethod = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  LIST_METHODS.has(node.expression.name.text);

/** `from(list)` gives its elements one by one, `from(promise)` what was promised. */
export function fromSource(call: ts.Node, node: ts.Node, shape: Shape, trace: Trace): void {
  const given = node as ts.Expression;
  if (shape.kind !== 'array') return flow(call, shape, trace);
  if (isList(given, trace)) return flow(call, shape.of, trace);
  const isPromise = ts.isCallExpression(unwrap(given)) || typeName(given, trace) === 'Promise';
  if (isPromise) flow(call, shape, trace);
  else escapeAt(node, shape, trace, call);
}

const typeName = (node: ts.Expression, { tracker }: Trace): string | undefined =>
  tracker.workspace.checker.getTypeAtLocation(node).symbol?.name;
