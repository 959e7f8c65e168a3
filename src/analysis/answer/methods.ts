import { ts } from 'ts-morph';
import { rowOf } from '../code/rows.ts';
import { type Access, excerpt, isNeutral } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { pipeThrough } from '../frameworks/streams.ts';
import { ANSWERS } from './answer-methods.ts';
import { invoke } from './invoke.ts';
import { isTime, type Shape, shapeWord } from './shape.ts';
import { needOthers } from './spread-flow.ts';
import { escapeAt, flow } from './track.ts';
import { need, type Trace } from './tracker.ts';
import { needJoined, needStored } from './written-values.ts';

type Call = {
  call: ts.CallExpression;
  access: Access;
  name: string;
  shape: Shape;
  element: Shape;
  trace: Trace;
};
export type Method = (call: Call) => void;

/** `value.method(…)`: by a table of what built-in methods do with their receiver. */
export function callMethod(
  call: ts.CallExpression,
  access: Access,
  name: string,
  shape: Shape,
  trace: Trace,
): void {
  const element = 'of' in shape ? shape.of : shape;
  const method = rowOf(ANY_VALUE, name) ?? rowOf(tableFor(shape), name);
  if (!rowOf(ANY_VALUE, name)) needOthers(shape, trace);
  if (method) return method({ call, access, name, shape, element, trace });
  // A table of functions: `views.list(image)`.
  if (shape.kind === 'map') return flow(access, element, trace);
  block(trace.draft, shape.kind === 'answer' ? 'unknown-response' : 'escape', call, {
    shape: shapeWord(shape),
    text: excerpt(call),
  });
}

function tableFor(shape: Shape): Readonly<Record<string, Method>> {
  if (shape.kind === 'answer') return ANSWERS;
  // Of all other shapes, only what any value has is asked for here.
  return shape.kind === 'map' ? MAPS : LISTS;
}

const nothing: Method = () => undefined;
const same: Method = ({ call, shape, trace }) => flow(call, shape, trace);
const store: Method = ({ call, access, shape, trace }) => needStored(call, access, shape, trace);
const onElement: Method = ({ call, element, trace }) => flow(call, element, trace);

/** The callback sees an element; its result is a test. */
const test: Method = ({ call, element, shape, trace }) =>
  invoke(call.arguments[0], [element, undefined, shape], undefined, trace);

const keep: Method = all => {
  test(all);
  flow(all.call, all.shape.kind === 'tuple' ? { kind: 'array', of: all.element } : all.shape, all.trace);
};

const pick: Method = all => {
  test(all);
  onElement(all);
};

const collect =
  (wrap: (shape: Shape) => Shape): Method =>
  ({ call, element, shape, trace }) =>
    invoke(
      call.arguments[0],
      [element, undefined, shape],
      (result, next) => flow(call, wrap(result), next),
      trace,
    );

/** Promises and observables of any value. */
const ANY_VALUE: Readonly<Record<string, Method>> = {
  // biome-ignore lint/suspicious/noThenProperty: a table of methods, not an object to await
  then: ({ call, shape, trace }) => {
    const [handler, onRejected] = call.arguments;
    const go = (result: Shape, next: Trace) => {
      needResult(call, onRejected, result, next);
      flow(call, result, next);
    };
    if (handler && isNeutral(handler)) go(shape, trace);
    else invoke(handler, [shape], go, trace);
  },
  catch: ({ call, shape, trace }) => {
    needResult(call, call.arguments[0], shape, trace);
    flow(call, shape, trace);
  },
  finally: same,
  asObservable: same,
  getValue: same,
  toPromise: same,
  pipe: ({ call, shape, trace }) => pipeThrough(call, shape, trace),
  subscribe: ({ call, shape, trace }) => invoke(call.arguments[0], [shape], undefined, trace, 'next'),
};

/** What a rejection is turned into gets to the same readers. */
function needResult(
  call: ts.CallExpression,
  handler: ts.Expression | undefined,
  of: Shape,
  trace: Trace,
): void {
  if (handler) need(trace, call, [handler], excerpt(call), { kind: 'thunk', of });
}

const LISTS: Readonly<Record<string, Method>> = {
  map: collect(of => ({ kind: 'array', of })),
  flatMap: collect(of => (of.kind === 'array' ? of : { kind: 'array', of })),
  filter: keep,
  find: pick,
  findLast: pick,
  findIndex: test,
  findLastIndex: test,
  some: test,
  every: test,
  forEach: test,
  reduce: fold,
  reduceRight: fold,
  sort: order,
  toSorted: order,
  reverse: same,
  toReversed: same,
  slice: same,
  take: same,
  drop: same,
  toArray: same,
  flat: ({ call, shape, element, trace }) => flow(call, element.kind === 'array' ? element : shape, trace),
  concat: ({ call, shape, trace }) => {
    needJoined(call, shape, trace);
    flow(call, shape, trace);
  },
  splice: all => {
    store(all);
    same(all);
  },
  toSpliced: all => {
    needWritten(all, all.call.arguments.slice(2));
    same(all);
  },
  with: all => {
    needWritten(all, all.call.arguments.slice(1));
    same(all);
  },
  fill: all => {
    store(all);
    same(all);
  },
  at: onElement,
  pop: onElement,
  shift: onElement,
  values: same,
  entries: ({ call, element, trace }) => flow(call, { kind: 'map', of: element }, trace),
  push: store,
  unshift: store,
  next: step,
  complete: nothing,
  includes: search,
  indexOf: search,
  keys: nothing,
  has: search,
  add: store,
  delete: search,
  clear: nothing,
  hasOwnProperty: nothing,
  // `chunks.join('')`
  join: ({ call, element, shape, trace }) =>
    element.kind === 'text' ? flow(call, element, trace) : escapeAt(call, shape, trace, call),
};

/** What a copy of the list has besides gets to the readers of the copy. */
function needWritten({ call, element, trace }: Call, values: readonly ts.Expression[]): void {
  for (const value of values) {
    const isSpread = ts.isSpreadElement(value);
    const shape: Shape = isSpread ? { kind: 'array', of: element } : element;
    need(trace, call, [isSpread ? value.expression : value], excerpt(call), shape);
  }
}

/** A subject is given a value; an iterator gives the next one. */
function step(all: Call): void {
  if (all.call.arguments.length > 0) store(all);
  else if (!ts.isExpressionStatement(all.call.parent))
    flow(all.call, { kind: 'member', name: 'value', of: all.element }, all.trace);
}

/** A timestamp that is looked for among others has its old form, so they need theirs. */
function search({ call, shape, trace }: Call): void {
  if (isTime(shape)) escapeAt(call, shape, trace, call);
}

function order({ call, element, shape, trace }: Call): void {
  if (call.arguments[0]) invoke(call.arguments[0], [element, element], undefined, trace);
  flow(call, shape, trace);
}

/**
 * The accumulator holds what the callback gives back, and is given to it again; without a start, it is the first
 * element. What is put into it is found where that happens.
 */
function fold({ call, element, shape, trace }: Call): void {
  const [callback, start] = call.arguments;
  invoke(
    callback,
    [start ? undefined : element, element, undefined, shape],
    (result, next) => {
      if (start) need(next, call, [start], excerpt(call), result);
      invoke(callback, [result], undefined, next);
      flow(call, result, next);
    },
    trace,
  );
}

/** A dictionary as the list of its entries. */
const asPairs = (all: Call): Call => ({ ...all, element: { kind: 'tuple', index: 1, of: all.element } });

const MAPS: Readonly<Record<string, Method>> = {
  get: onElement,
  at: onElement,
  values: ({ call, element, trace }) => flow(call, { kind: 'array', of: element }, trace),
  entries: ({ call, shape, trace }) => flow(call, shape, trace),
  forEach: ({ call, element, trace }) => invoke(call.arguments[0], [element], undefined, trace),
  set: ({ call, shape, trace }) => flow(call, shape, trace),
  map: all => LISTS.map?.(asPairs(all)),
  flatMap: all => LISTS.flatMap?.(asPairs(all)),
  find: all => pick(asPairs(all)),
  some: all => test(asPairs(all)),
  every: all => test(asPairs(all)),
  filter: all => {
    test(asPairs(all));
    same(all);
  },
  sort: all => order(asPairs(all)),
  has: nothing,
  delete: nothing,
  clear: nothing,
  keys: nothing,
  hasOwnProperty: nothing,
  next: ({ call, element, trace }) =>
    flow(call, { kind: 'member', name: 'value', of: { kind: 'tuple', index: 1, of: element } }, trace),
};
