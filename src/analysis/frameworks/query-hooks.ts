import { ts } from 'ts-morph';
import type { Given } from '../answer/built-in-calls.ts';
import { callFunction } from '../answer/enter.ts';
import { invoke } from '../answer/invoke.ts';
import { memberShape, type Shape } from '../answer/shape.ts';
import { flow } from '../answer/track.ts';
import type { Continue, Trace } from '../answer/tracker.ts';
import { rowOf } from '../code/rows.ts';
import { calleeName, propertyName, returnedExpressions, unwrap } from '../code/syntax.ts';
import { calledFunction } from '../fold/calls.ts';
import { objectLiteralOf } from '../fold/objects.ts';
import { giveState } from './query-results.ts';

const HOOKS =
  /^use(?:Suspense|Infinite|SuspenseInfinite|Lazy)?(?:Query|SWR|SWRImmutable|SWRInfinite|Fetch|Async|AsyncData|LazyAsyncData|Request|Resource)$/;

/** Whether a hook is given a function that loads something, and gives what that loaded in the member `data`. */
export const isQueryHook = (text: string): boolean => HOOKS.test(text);

const list = (of: Shape): Shape => ({ kind: 'array', of });

/** What a hook keeps of what its function loads: that itself, or the pages that were loaded so far. */
function dataOf(hook: string, of: Shape): Shape {
  if (hook.endsWith('SWRInfinite')) return list(of);
  return hook.includes('Infinite') ? memberShape('pages', list(of)) : of;
}

type Reader = (loaded: Shape, data: Shape) => Shape[];

/** Options that make something else of the data. */
const MAKERS = ['select', 'transform'];

/** Options that are shown what was loaded, or the data. */
const READERS: Readonly<Record<string, Reader>> = {
  onSuccess: (_, data) => [data],
  onSettled: (_, data) => [data],
  getNextPageParam: loaded => [loaded, list(loaded)],
  getPreviousPageParam: loaded => [loaded, list(loaded)],
};

/**
 * `useQuery(['images'], list, { select })`: shows the options, which begin at an argument, what was loaded. False where
 * they are not known.
 */
export function giveQueryResult(call: Given['call'], from: number, loaded: Shape, trace: Trace): boolean {
  if (!ts.isCallExpression(call)) return false;
  const options = call.arguments.slice(from).map(node => (isOptions(node) ? optionsOf(node, trace) : []));
  if (options.some(found => found === undefined)) return false;
  return giveData(
    call,
    loaded,
    options.flatMap(found => found ?? []),
    trace,
  );
}

/** Functions that give back the options that they are given. */
const OPTIONS = new Set(['queryOptions', 'infiniteQueryOptions']);
/** Methods of a client of queries: those that only fill its cache, and those that give what was loaded. */
const FILLERS = new Set(['prefetchQuery', 'prefetchInfiniteQuery']);
const GIVERS = new Set(['fetchQuery', 'ensureQueryData']);
const LISTS = new Set(['useQueries', 'useSuspenseQueries']);

/** `useQuery({ queryFn: list })`, `useQuery(imageOptions(host))`, `client.fetchQuery({ queryFn: list })`. */
export function passQueryOptions(callee: ts.Expression, given: Given): boolean {
  const { call, index, shape, trace } = given;
  const text = callee.getText();
  if (!ts.isCallExpression(call) || shape.kind !== 'member') return false;
  if (shape.name === 'queries') return passQueries(text, call, shape.of, trace);
  if (shape.of.kind !== 'thunk' || MAKERS.includes(shape.name)) return false;
  if (OPTIONS.has(text)) {
    flow(call, shape, trace);
    return true;
  }
  if (isQueryHook(text)) return giveQueryResult(call, index, shape.of.of, trace);
  const name = calleeName(call);
  // It only fills the cache, which the hooks with the same key read.
  if (FILLERS.has(name)) return true;
  if (!GIVERS.has(name)) return false;
  flow(call, shape.of.of, trace);
  return true;
}

/** `useQueries({ queries: hosts.map(host => ({ queryFn })) })`: the results in a list. */
function passQueries(text: string, call: ts.CallExpression, queries: Shape, trace: Trace): boolean {
  const query = queries.kind === 'array' || queries.kind === 'tuple' ? queries.of : undefined;
  const loaded = query?.kind === 'member' && query.name === 'queryFn' ? query.of : undefined;
  if (!LISTS.has(text) || loaded?.kind !== 'thunk') return false;
  // What they are read with stands in options that are put together elsewhere.
  if (
    !ts.isObjectLiteralExpression(unwrap(call.arguments[0] ?? call)) ||
    /\b(?:select|combine)\b/.test(call.getText())
  )
    return false;
  const result = memberShape('data', loaded.of);
  flow(call, queries.kind === 'tuple' ? { ...queries, of: result } : list(result), trace);
  return true;
}

/** A list of what the function depends on holds no options. */
const isOptions = (node: ts.Expression): boolean => !ts.isArrayLiteralExpression(unwrap(node));

/** The literals that options are put together from; undefined where one is not known. */
function optionsOf(node: ts.Expression, trace: Trace, depth = 0): ts.ObjectLiteralExpression[] | undefined {
  const inner = unwrap(node);
  const { workspace } = trace.tracker;
  if (depth > 5) return undefined;
  const found = objectLiteralOf(inner, { workspace, frame: trace.frame, depth: 0 })?.literal;
  if (!found) return calledOptions(inner, trace, depth);
  const spread = found.properties.filter(ts.isSpreadAssignment);
  const more = spread.map(({ expression }) => optionsOf(expression, trace, depth + 1));
  return more.some(one => one === undefined) ? undefined : [found, ...more.flatMap(one => one ?? [])];
}

/** `queryOptions({ … })`, and what functions of the project give; a function that is named is none. */
function calledOptions(
  node: ts.Expression,
  trace: Trace,
  depth: number,
): ts.ObjectLiteralExpression[] | undefined {
  if (!ts.isCallExpression(node)) return calledFunction(node, trace.tracker) && [];
  const [given] = node.arguments;
  if (given && OPTIONS.has(node.expression.getText())) return optionsOf(given, trace, depth + 1);
  const fn = calledFunction(node.expression, trace.tracker);
  const [only, ...others] = fn ? returnedExpressions(fn) : [];
  return only && others.length === 0 ? optionsOf(only, trace, depth + 1) : undefined;
}

function giveData(
  call: ts.CallExpression,
  loaded: Shape,
  options: readonly ts.ObjectLiteralExpression[],
  trace: Trace,
): boolean {
  const data = dataOf(call.expression.getText(), loaded);
  const members = options.flatMap(({ properties }) => [...properties]);
  const makers = members.filter(({ name }) => MAKERS.includes(propertyName(name) ?? ''));
  if (makers.length > 1) return false;
  for (const option of members) {
    const reader = rowOf(READERS, propertyName(option.name) ?? '');
    if (reader) callOption(option, reader(loaded, data), undefined, trace);
  }
  const [maker] = makers;
  if (!maker) giveState(call, data, trace);
  else callOption(maker, [data], (made, next) => giveState(call, made, next), trace);
  return true;
}

/** Gives values to the function that an option is, however it is written. */
export function callOption(
  option: ts.ObjectLiteralElementLike,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
): void {
  if (ts.isMethodDeclaration(option))
    return callFunction(option, option as ts.Node as ts.Expression, args, onResult, trace);
  const value = ts.isPropertyAssignment(option) ? option.initializer : option.name;
  if (value) invoke(value as ts.Expression, args, onResult, trace);
}
