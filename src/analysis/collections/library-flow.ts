import type { ts } from 'ts-morph';
import { type Shape, shapeWord } from '../answer/shape.ts';
import { flow } from '../answer/track.ts';
import { need, type Trace } from '../answer/tracker.ts';
import { type Access, callOf, excerpt } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { collectionRow, SINGLE } from './collections.ts';
import { type Library, libraryFunction } from './library-names.ts';
import { objectRow } from './library-objects.ts';

type Chain = Extract<Shape, { kind: 'chain' }>;

const partOf = (shape: Shape): Shape =>
  shape.kind === 'array' || shape.kind === 'tuple' || shape.kind === 'map' ? shape.of : shape;

/**
 * `_.filter(images, 'is_public')`, `_.get(image, 'properties.os_type')`, `_.chain(images)`. False where no library
 * is called, or one does what is not understood.
 */
export function passToLibrary(
  call: ts.CallExpression,
  node: ts.Node,
  index: number,
  shape: Shape,
  trace: Trace,
): boolean {
  const found = libraryFunction(call.expression, trace.tracker.workspace);
  // Behind the compat module an answer has its old form where it leaves.
  if (!found || (trace.draft.compat && shape.kind === 'answer')) return false;
  const { library, name } = found;
  if (index > 0) return joinOthers(call, name, shape, trace);
  if (name === '' || name === 'chain') return beginChain(call, library, name === 'chain', shape, trace);
  const collection = collectionRow(library, name, shape);
  const emit = (result: Shape, next: Trace): void => flow(call, result, next);
  const rest = call.arguments.slice(1);
  if (collection) {
    collection({ library, name, call, node, rest, shape, element: partOf(shape), emit, trace });
    return true;
  }
  const object = objectRow(library, name, shape);
  object?.({ library, call, node: call.arguments[0] as ts.Expression, rest, shape, emit, trace });
  return object !== undefined;
}

const JOINS: ReadonlySet<string> = new Set(['concat', 'union', 'defaultTo']);

/** `_.concat(others, images)`: the result holds both. */
function joinOthers(call: ts.CallExpression, name: string, shape: Shape, trace: Trace): boolean {
  if (!JOINS.has(name)) return false;
  need(trace, call, [...call.arguments], excerpt(call));
  flow(call, shape, trace);
  return true;
}

function beginChain(
  call: ts.CallExpression,
  library: Library,
  isOpen: boolean,
  of: Shape,
  trace: Trace,
): boolean {
  if (library === 'jquery' || library === 'angular') return false;
  flow(call, { kind: 'chain', library, isOpen, of }, trace);
  return true;
}

const ENDS = new Set(['value', 'valueOf', 'toJSON']);

/** A method of a chain does what the function of that name does, and wraps what it gives. */
export function readChain(access: Access, name: string, shape: Chain, trace: Trace): void {
  const { library, isOpen, of } = shape;
  const call = callOf(access);
  if (call && ENDS.has(name)) return flow(call, of, trace);
  const isWrapped = isOpen || !SINGLE.has(name);
  const emit = (result: Shape, next: Trace): void => {
    if (call) flow(call, isWrapped ? { ...shape, of: result } : result, next);
  };
  const row = collectionRow(library, name, of);
  if (call && row)
    return row({
      library,
      name,
      call,
      node: access.expression,
      rest: [...call.arguments],
      shape: of,
      element: partOf(of),
      emit,
      trace,
    });
  const place = call ?? access;
  block(trace.draft, 'escape', place, { shape: shapeWord(shape), text: excerpt(place) });
}
