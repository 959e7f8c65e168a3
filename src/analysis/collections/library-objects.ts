import { ts } from 'ts-morph';
import { type PathNode, pathOf, type Walked, walkPath, writePath } from '../answer/field-paths.ts';
import { replaceByConstant } from '../answer/fields.ts';
import type { Shape } from '../answer/shape.ts';
import { startTime } from '../answer/times.ts';
import { escapeAt } from '../answer/track.ts';
import { type Continue, need, type Trace } from '../answer/tracker.ts';
import { readTruth } from '../answer/truth.ts';
import { isCondition } from '../code/conditions.ts';
import { rowOf } from '../code/rows.ts';
import { excerpt, unwrap, wrapped } from '../code/syntax.ts';
import { block, editAt } from '../edits/draft.ts';
import type { Library } from './library-names.ts';
import { omitFields, pickFields } from './selections.ts';

/** A function of a library over one object of the answer. */
export type ObjectUse = {
  library: Library;
  call: ts.CallExpression;
  node: ts.Expression;
  rest: readonly ts.Expression[];
  shape: Shape;
  emit: Continue;
  trace: Trace;
};
type Row = (use: ObjectUse) => void;

const nothing: Row = () => undefined;
const same: Row = ({ shape, emit, trace }) => emit(shape, trace);

/** The row for a function over objects; undefined where the library has none, or the shape is none. */
export function objectRow(library: Library, name: string, shape: Shape): Row | undefined {
  const isImage = shape.kind === 'record';
  if (library === 'jquery' || library === 'angular') return isImage ? rowOf(ANGULAR, name) : undefined;
  return Object.hasOwn(ROWS, name)
    ? rowOf(ROWS, name)
    : isImage && Object.hasOwn(IMAGES, name)
      ? rowOf(IMAGES, name)
      : undefined;
}

const ANGULAR: Readonly<Record<string, Row>> = {
  copy: same,
  isDefined: nothing,
  isObject: nothing,
  isUndefined: nothing,
};

const ROWS: Readonly<Record<string, Row>> = {
  get: readGet,
  result: readGet,
  has: readHas,
  clone: same,
  cloneDeep: same,
  isArray: nothing,
  isObject: nothing,
  isPlainObject: nothing,
  isNil: nothing,
  isNull: nothing,
  isUndefined: nothing,
  defaultTo: use => {
    need(use.trace, use.call, use.rest, excerpt(use.call));
    same(use);
  },
};

const IMAGES: Readonly<Record<string, Row>> = {
  pick: pickFields,
  omit: omitFields,
  isEmpty: nothing,
};

type Found = { node: PathNode; names: string[]; walked: Walked };

/** The path that is given, walked; a blocker and undefined where it is not known. */
function pathGiven({ library, call, rest, shape, trace }: ObjectUse): Found | undefined {
  const [given] = rest;
  const found = given && pathOf(given, library === 'lodash');
  const isUnclear = found && library !== 'lodash' && found.names.some(name => name.includes('.'));
  if (!found || isUnclear) {
    block(trace.draft, 'dynamic-key', call, { text: excerpt(call) });
    return undefined;
  }
  const walked = walkPath(found.names, shape, found.node, trace);
  return walked && { ...found, walked };
}

function writeChanged({ node, names, walked: { path } }: Found, trace: Trace): void {
  if (path.join('.') !== names.join('.')) writePath(node, path, trace);
}

/** `_.get(image, 'properties.os_type', 'unknown')`. */
function readGet(use: ObjectUse): void {
  const { call, rest, emit, trace } = use;
  const found = pathGiven(use);
  if (!found) return;
  const { end } = found.walked;
  const [, fallback] = rest;
  if (end.kind === 'truth') return readFlag(found, end, fallback, use);
  if (end.kind === 'constant') return readConstant(end, fallback, use);
  if (end.kind === 'shape' && end.shape.kind === 'bag')
    return block(trace.draft, 'bag-escape', call, { text: excerpt(call) });
  writeChanged(found, trace);
  if (end.kind === 'plain') return;
  if (end.shape.kind === 'time') return readStamp(fallback, use);
  if (fallback) need(trace, call, [fallback], excerpt(call));
  emit(end.shape, trace);
}

const isFalse = (node: ts.Expression | undefined): boolean =>
  node !== undefined && unwrap(node).kind === ts.SyntaxKind.FalseKeyword;

function unread(name: string, { call, trace }: ObjectUse): void {
  block(trace.draft, 'unsupported-read', call, { name, text: excerpt(call) });
}

/** `_.get(image, 'is_public', false)` → `_.get(image, 'visibility') === 'public'`: false too where there is no image. */
function readFlag(
  found: Found,
  { value, name }: { value: string; name: string },
  fallback: ts.Expression | undefined,
  use: ObjectUse,
): void {
  const { call, trace } = use;
  if (fallback && !isFalse(fallback)) return unread(name, use);
  writePath(found.node, found.walked.path, trace);
  if (fallback) editAt(trace.draft, call, found.node.getEnd(), fallback.getEnd(), '');
  readTruth(call, { value, isOptional: fallback === undefined, name }, trace);
}

function readConstant(
  { value, name }: { value: boolean | null; name: string },
  fallback: ts.Expression | undefined,
  use: ObjectUse,
): void {
  const isSame = fallback && unwrap(fallback).getText() === String(value);
  if (isSame || (!fallback && isCondition(wrapped(use.call))))
    return replaceByConstant(use.call, name, value, use.trace);
  unread(name, use);
}

/** A timestamp, or text in its place: the old form of text is the text. */
function readStamp(fallback: ts.Expression | undefined, use: ObjectUse): void {
  if (!fallback || ts.isStringLiteralLike(unwrap(fallback))) startTime(use.call, use.trace);
  else unread(excerpt(use.call), use);
}

/** `_.has(image, 'properties.os_type')`: fields are always there, properties may be. */
function readHas(use: ObjectUse): void {
  const found = pathGiven(use);
  if (!found) return;
  if (found.walked.end.kind === 'plain') return writeChanged(found, use.trace);
  if (found.walked.end.kind === 'shape' && found.walked.end.shape.kind === 'bag')
    return escapeAt(use.node, found.walked.end.shape, use.trace, use.call);
  block(use.trace.draft, 'feature-test', use.call, { name: excerpt(use.call) });
}
