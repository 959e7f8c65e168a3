import { ts } from 'ts-morph';
import { invoke } from '../answer/invoke.ts';
import type { Shape } from '../answer/shape.ts';
import { escapeAt } from '../answer/track.ts';
import { type Continue, need, type Trace } from '../answer/tracker.ts';
import { rowOf } from '../code/rows.ts';
import { excerpt, isAccess, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { block, replaceNode } from '../edits/draft.ts';
import { readBy } from './iteratees.ts';
import type { Library } from './library-names.ts';

/** A function of a library over a collection of the answer. */
type Use = {
  library: Library;
  name: string;
  call: ts.CallExpression;
  /** Where the collection stands. */
  node: ts.Node;
  /** What is given beside the collection. */
  rest: readonly ts.Expression[];
  shape: Shape;
  element: Shape;
  /** The result holds this. */
  emit: Continue;
  trace: Trace;
};
type Row = (use: Use) => void;

const listOf = (of: Shape): Shape => ({ kind: 'array', of });
const mapOf = (of: Shape): Shape => ({ kind: 'map', of });

/** The row for a function over collections; undefined where the library has none, or the shape is no collection. */
export function collectionRow(library: Library, name: string, shape: Shape): Row | undefined {
  const isCollection = shape.kind === 'array' || shape.kind === 'tuple' || shape.kind === 'map';
  const rows = library === 'jquery' ? JQUERY : library === 'angular' ? ANGULAR : ROWS;
  return isCollection ? rowOf(rows, name) : undefined;
}

/** Functions whose result is one value, which ends a chain that was not begun in so many words. */
export const SINGLE = words(
  'head first last nth sample find findLast detect reduce reduceRight maxBy minBy max min some any every all sumBy ' +
    'meanBy size isEmpty findIndex findLastIndex includes contains indexOf join each forEach eachRight ' +
    'forEachRight clone cloneDeep defaultTo',
);

const nothing = (): void => undefined;

/** Reads each element by an iteratee; `then` gets what it gives. */
function read({ rest, library, shape, element, trace }: Use, then: Continue, at = 0): void {
  readBy({ node: rest[at], library, element, args: [element, undefined, shape], onResult: then }, trace);
}

/** What is read is compared or becomes a key: a timestamp has to have its old form. */
const asKey =
  ({ call }: Use) =>
  (shape: Shape, trace: Trace): void =>
    escapeAt(call, shape, trace, call);
/** What is read is put in order, which a timestamp keeps. */
const asRank =
  ({ call }: Use) =>
  (shape: Shape, trace: Trace): void => {
    if (shape.kind !== 'time') escapeAt(call, shape, trace, call);
  };

const same: Row = ({ shape, emit, trace }) => emit(shape, trace);
const onElement: Row = ({ element, emit, trace }) => emit(element, trace);
const toList: Row = ({ element, emit, trace }) => emit(listOf(element), trace);

const test: Row = use => (use.rest[0] ? read(use, nothing) : undefined);
const keep: Row = use => {
  test(use);
  toList(use);
};
const pick: Row = use => {
  test(use);
  onElement(use);
};
const collect: Row = use => read(use, (result, trace) => use.emit(listOf(result), trace));
const collectFlat: Row = use =>
  read(use, (result, trace) => use.emit(result.kind === 'array' ? result : listOf(result), trace));
const byKey =
  (wrap: (element: Shape) => Shape): Row =>
  use => {
    read(use, asKey(use));
    use.emit(wrap(use.element), use.trace);
  };
const most: Row = use => {
  read(use, asRank(use));
  onElement(use);
};
const total: Row = use => read(use, asKey(use));

/** `_.sortBy(images, ['status', 'name'])`, `_.sortBy(images, 'status', 'name')`. */
function order(use: Use): void {
  const [first] = use.rest;
  const keys = first && unwrap(first);
  const isOrderBy = use.name === 'orderBy';
  const nodes =
    keys && ts.isArrayLiteralExpression(keys)
      ? [...keys.elements]
      : isOrderBy
        ? use.rest.slice(0, 1)
        : use.rest;
  for (const node of nodes) {
    // A list in the list is a path for one of the functions and more keys for the other.
    if (ts.isArrayLiteralExpression(unwrap(node))) escapeAt(node, use.shape, use.trace, node);
    else read({ ...use, rest: [node] }, asRank(use));
  }
  toList(use);
}

/** The accumulator holds what the callback gives back, and is given to it again. */
function fold({ rest, library, element, emit, trace, call }: Use): void {
  const [node, start] = rest;
  readBy(
    {
      node,
      library,
      element,
      args: [start ? undefined : element, element],
      onResult: (result, next) => {
        if (start) need(next, call, [start], excerpt(call), result);
        invoke(node, [result], undefined, next);
        emit(result, next);
      },
    },
    trace,
  );
}

const FUNCTION = /^(?:\w+ =>|\(\) =>|function)/;

/** `_.pluck(images, 'is_public')`: the name is no iteratee, so another function has to take one. */
const renamed =
  (to: string, row: Row): Row =>
  use => {
    const before = use.trace.draft.edits.length;
    row(use);
    const [given] = use.rest;
    const isFunction = use.trace.draft.edits
      .slice(before)
      .some(({ start, text }) => start === given?.getStart() && FUNCTION.test(text));
    if (!isFunction) return;
    const callee = unwrap(use.call.expression);
    if (isAccess(callee) && ts.isPropertyAccessExpression(callee))
      replaceNode(use.trace.draft, callee.name, to);
    else
      block(use.trace.draft, 'unsupported-read', use.call, {
        name: excerpt(given ?? callee),
        text: excerpt(use.call),
      });
  };

const withOthers: Row = use => {
  need(use.trace, use.call, use.rest, excerpt(use.call));
  toList(use);
};

/** Members of a dictionary, changed one by one. */
const eachValue: Row = use => {
  if (use.shape.kind === 'map') read(use, (result, trace) => use.emit(mapOf(result), trace));
  else escapeAt(use.node, use.shape, use.trace, use.call);
};
const someValues: Row = use => {
  test(use);
  if (use.shape.kind === 'map') same(use);
  else escapeAt(use.node, use.shape, use.trace, use.call);
};

const table = (rows: readonly [string, Row][]): Readonly<Record<string, Row>> =>
  Object.fromEntries(rows.flatMap(([names, row]) => names.split(' ').map(name => [name, row] as const)));

/** lodash and Underscore, with the names of their older releases. */
const ROWS = table([
  [
    'each forEach eachRight forEachRight',
    use => {
      test(use);
      same(use);
    },
  ],
  ['filter reject select takeWhile dropWhile takeRightWhile dropRightWhile', keep],
  ['find findLast detect', pick],
  ['some any every all findIndex findLastIndex', test],
  ['map collect', collect],
  ['flatMap', collectFlat],
  ['pluck', renamed('map', collect)],
  ['where', renamed('filter', keep)],
  ['findWhere', renamed('find', pick)],
  ['sortBy orderBy', order],
  ['groupBy', byKey(of => mapOf(listOf(of)))],
  ['keyBy indexBy', byKey(mapOf)],
  ['countBy sumBy meanBy', total],
  ['uniqBy', byKey(listOf)],
  ['maxBy minBy max min', most],
  [
    'partition',
    use => {
      test(use);
      use.emit(listOf(listOf(use.element)), use.trace);
    },
  ],
  ['reduce reduceRight inject foldl', fold],
  [
    'head first last nth sample',
    use => (use.library !== 'lodash' && use.rest[0] ? toList(use) : onElement(use)),
  ],
  [
    'tail rest initial take drop takeRight dropRight slice reverse compact shuffle sampleSize toArray',
    toList,
  ],
  ['uniq', use => (use.rest.length > 0 ? byKey(listOf)({ ...use, rest: use.rest.slice(-1) }) : toList(use))],
  ['clone cloneDeep freeze', same],
  ['chunk', use => use.emit(listOf(listOf(use.element)), use.trace)],
  ['concat union', withOthers],
  [
    'flatten flattenDeep',
    use => use.emit(use.element.kind === 'array' ? use.element : listOf(use.element), use.trace),
  ],
  ['size isEmpty isArray isNil isUndefined isNull isObject includes contains indexOf keys', nothing],
  ['values', toList],
  ['mapValues', eachValue],
  ['pickBy omitBy', someValues],
  [
    'defaultTo',
    use => {
      need(use.trace, use.call, use.rest, excerpt(use.call));
      same(use);
    },
  ],
]);

/** jQuery hands the index first in one of its functions. */
const JQUERY = table([
  [
    'each',
    ({ rest, library, shape, element, emit, trace }) => {
      readBy({ node: rest[0], library, element, args: [undefined, element], onResult: nothing }, trace);
      emit(shape, trace);
    },
  ],
  ['map', collectFlat],
  ['grep', keep],
  ['makeArray', toList],
  ['isArray inArray isEmptyObject', nothing],
]);

const ANGULAR = table([
  [
    'forEach',
    use => {
      test(use);
      same(use);
    },
  ],
  ['copy', use => (use.rest.length === 0 ? same(use) : escapeAt(use.node, use.shape, use.trace, use.call))],
  ['isArray isDefined isUndefined isObject', nothing],
]);
