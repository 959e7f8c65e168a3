import type { ts } from 'ts-morph';
import {
  type Access,
  accessName,
  callOf,
  excerpt,
  isKeepingAssignment,
  isWritten,
  valuesWritten,
  wrapped,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { readChain } from '../collections/library-flow.ts';
import { block } from '../edits/draft.ts';
import { readStore } from '../frameworks/store-flow.ts';
import { readAnswer } from './answers.ts';
import { storeInto } from './assign.ts';
import { changedFields, readBag, readRecord } from './fields.ts';
import { resultsOf } from './given-values.ts';
import { invoke } from './invoke.ts';
import { constantKey, givenKey, readDynamic } from './keys.ts';
import { callMethod } from './methods.ts';
import { openObject } from './opened.ts';
import { isInstance, type Shape, shapeWord } from './shape.ts';
import { readTime } from './times.ts';
import { escapeAt, flow } from './track.ts';
import { needAbove, type Trace } from './tracker.ts';

type Read = (access: Access, name: string, shape: never, trace: Trace) => void;

/** `value.name` by what the value is. */
export function readMember(access: Access, name: string, shape: Shape, trace: Trace): void {
  (READS[shape.kind] as (access: Access, name: string, shape: Shape, trace: Trace) => void)(
    access,
    name,
    shape,
    trace,
  );
}

const READS: Record<Shape['kind'], Read> = {
  answer: readAnswer,
  text: readText,
  record: readRecord,
  bag: readBag,
  time: readTime,
  array: readCollection,
  tuple: readCollection,
  map: readCollection,
  member: readObject,
  chain: readChain,
  store: readStore,
  thunk: readSignal,
  function: readFunction,
};

/** `show.call(view, image)`: what a function is given is not looked for behind its own methods. */
function readFunction(access: Access, _: string, shape: Shape, trace: Trace): void {
  if (callOf(access) || isWritten(access)) escapeAt(access, shape, trace, access);
}

/** `images.set(list)`, `images.update(list => …)`: what a signal is given is judged where it comes from. */
function readSignal(
  access: Access,
  name: string,
  shape: Extract<Shape, { kind: 'thunk' }>,
  trace: Trace,
): void {
  const call = callOf(access);
  if (call && name === 'set') return;
  if (call && name === 'asReadonly') return flow(call, shape, trace);
  if (call && name === 'subscribe') return invoke(call.arguments[0], [shape.of], undefined, trace, 'next');
  if (call && name === 'update') return updateHolder(access, call, shape, trace);
  escapeAt(access, shape, trace, access);
}

/** `images.update(old => …)`: what it gives is what all readers read next. */
function updateHolder(
  access: Access,
  call: ts.CallExpression,
  { of }: Extract<Shape, { kind: 'thunk' }>,
  trace: Trace,
): void {
  const [change] = call.arguments;
  if (change) needAbove(trace, call, resultsOf(change), excerpt(call), of);
  invoke(
    change,
    [of],
    (result, next) => storeInto(access.expression, { kind: 'thunk', of: result }, next),
    trace,
  );
}

/** `value[key]`: a literal key is a member, an index an element, anything else depends on the shape. */
export function readElement(access: ts.ElementAccessExpression, shape: Shape, trace: Trace): void {
  const name = accessName(access);
  switch (shape.kind) {
    case 'array':
    case 'map':
      return readAt(access, shape.of, trace);
    case 'tuple':
      if (name === undefined || name === String(shape.index)) readAt(access, shape.of, trace);
      return undefined;
    case 'time':
      return escapeAt(access, shape, trace, access);
    case 'record':
    case 'bag':
      return readKey(access, name ?? constantKey(access.argumentExpression, trace), shape, trace);
    default:
      return readNamed(access, name ?? givenKey(access.argumentExpression, trace), shape, trace);
  }
}

function readNamed(
  access: ts.ElementAccessExpression,
  name: string | undefined,
  shape: Shape,
  trace: Trace,
): void {
  if (name !== undefined) return readMember(access, name, shape, trace);
  if (shape.kind === 'member') return openObject(access.expression, shape, access, shape.of, trace);
  escapeAt(access.expression, shape, trace, access);
}

function readKey(
  access: ts.ElementAccessExpression,
  name: string | undefined,
  shape: Shape,
  trace: Trace,
): void {
  if (name === undefined) readDynamic(access, shape, trace);
  else readMember(access, name, shape, trace);
}

/** An element that is written over is no read; what is written is judged where it comes from. */
function readAt(access: ts.Expression, of: Shape, trace: Trace): void {
  if (!isWritten(access) || isKeepingAssignment(wrapped(access).parent)) flow(access, of, trace);
}

const PROMISED = words('then catch finally');
const TEXT_PASSES = new Set(['toString', 'trim', 'concat', 'slice', 'replace']);

function readText(access: Access, name: string, shape: Shape, trace: Trace): void {
  const call = callOf(access);
  if (name === 'length') return;
  // What promises the text is not told from it.
  if (call && PROMISED.has(name)) return callMethod(call, access, name, shape, trace);
  const isRenamed = call?.arguments.some(given => namesChangedField(given, trace));
  if (call && TEXT_PASSES.has(name) && !isRenamed) return flow(call, shape, trace);
  escapeAt(access.expression, shape, trace, wrapped(access).parent);
}

/** `text.replace('"is_public"', '"public"')`. */
const namesChangedField = (node: ts.Node, { draft }: Trace): boolean =>
  changedFields(draft.rule).some(name => node.getText().includes(name));

function readCollection(
  access: Access,
  name: string,
  shape: Extract<Shape, { kind: 'array' | 'tuple' | 'map' }>,
  trace: Trace,
): void {
  const call = callOf(access);
  if (call) return callMethod(call, access, name, shape, trace);
  if (name === 'length' || name === 'size') return;
  // What a subject or a ref holds.
  if (name === 'value' && shape.kind === 'array') return readAt(access, shape, trace);
  if (shape.kind === 'map') return readAt(access, shape.of, trace);
  // A method handed on without being called, or a member that lists do not have.
  block(trace.draft, 'escape', access, { shape: shapeWord(shape), text: excerpt(access) });
}

/** What is put in the place of a member gets to whoever reads it, by whatever name they know the object. */
function needWritten(access: Access, shape: Extract<Shape, { kind: 'member' }>, trace: Trace): void {
  // What an instance holds is judged at its class.
  if (isInstance(shape)) return;
  for (const { value, isPart } of valuesWritten(access))
    needAbove(trace, access, [value], excerpt(access), isPart ? undefined : shape.of, shape);
  if (isKeepingAssignment(wrapped(access).parent)) flow(access, shape.of, trace);
}

/** Members of a store of Pinia that give or take all of its state. */
const STATE = new Set(['$patch', '$state', '$subscribe', '$onAction']);

/** Members that objects around a value often have, and that never hold it. */
function readObject(
  access: Access,
  name: string,
  shape: Extract<Shape, { kind: 'member' }>,
  trace: Trace,
): void {
  const call = callOf(access);
  if (name === shape.name)
    return call && shape.of.kind === 'thunk'
      ? flow(call, shape.of.of, trace)
      : isWritten(access)
        ? needWritten(access, shape, trace)
        : flow(access, shape.of, trace);
  if (STATE.has(name)) return escapeAt(access, shape, trace, access);
  if (!call) return;
  if (name === 'unwrap' && shape.name === 'data') return flow(call, shape.of, trace);
  if (PROMISED.has(name) || name === 'pipe') callMethod(call, access, name, shape, trace);
}
