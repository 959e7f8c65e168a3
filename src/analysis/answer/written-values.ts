import { ts } from 'ts-morph';
import { rowOf } from '../code/rows.ts';
import {
  accessName,
  excerpt,
  isAccess,
  isAssignment,
  isWritten,
  memberName,
  referenceAt,
  valuesWritten,
  wrapped,
} from '../code/syntax.ts';
import type { Shape } from './shape.ts';
import { need, needAbove, type Trace } from './tracker.ts';

/** A value that is written somewhere, and what it has to be like to go with a shape. */
export type Written = { value: ts.Expression; shape?: Shape };

/** Methods that put values into a list or collection, with those of their arguments that they put there. */
const STORES: Readonly<Record<string, (given: readonly ts.Expression[]) => readonly ts.Expression[]>> = {
  push: given => given,
  unshift: given => given,
  add: given => given,
  set: given => given.slice(-1),
  next: given => given,
  splice: given => given.slice(2),
  fill: given => given.slice(0, 1),
};

/** What is written through one use of a name: assigned to it, to one of its parts, or put into it. */
export function writtenValues(use: ts.Node, shape: Shape): Written[] {
  const node = referenceAt(use);
  const parent = node.parent;
  // What a pattern takes apart has to come from the endpoint as a whole.
  if (isWritten(node))
    return valuesWritten(node).map(({ value, isPart }) => (isPart ? { value } : { value, shape }));
  if (!isAccess(parent) || parent.expression !== node || !('of' in shape)) return [];
  const outer = wrapped(parent);
  if (isAssignment(outer.parent) && outer.parent.left === outer && isElementOf(parent, shape))
    return [{ value: outer.parent.right, shape: shape.of }];
  const call = outer.parent;
  return ts.isCallExpression(call) && call.expression === outer ? storedValues(call, parent, shape) : [];
}

/** What can be written into in place: a thunk is a signal. */
const HOLDERS: ReadonlySet<Shape['kind']> = new Set(['array', 'map', 'tuple', 'thunk']);

/** What `list.push(…)` and its kin put into a list or map. */
function storedValues(
  call: ts.CallExpression,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  shape: Shape,
): Required<Written>[] {
  const name = memberName(access);
  const store = rowOf(STORES, name);
  if (!store || !('of' in shape) || !HOLDERS.has(shape.kind)) return [];
  const { of } = shape;
  // A subject holds what it is given, a list many of it.
  return store(call.arguments).map(value =>
    ts.isSpreadElement(value)
      ? { value: value.expression, shape }
      : { value, shape: name === 'next' ? shape : of },
  );
}

/** What is put into a list in place is seen by all its readers. */
export function needStored(
  call: ts.CallExpression,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  shape: Shape,
  trace: Trace,
): void {
  for (const { value, shape: is } of storedValues(call, access, shape))
    needAbove(trace, call, [value], excerpt(call), is);
}

/** `list.concat(others, entry)`: lists and elements get to the readers of the result. */
export function needJoined(call: ts.CallExpression, list: Shape, trace: Trace): void {
  for (const given of call.arguments) {
    const inner = ts.isSpreadElement(given) ? given.expression : given;
    const isElement = ts.isObjectLiteralExpression(inner) && 'of' in list;
    need(trace, call, [inner], excerpt(call), isElement ? list.of : list);
  }
}

function isElementOf(access: ts.Node, shape: Shape): boolean {
  if (shape.kind === 'map') return true;
  if (shape.kind === 'array') return ts.isElementAccessExpression(access);
  // A key that is only known at run time may be that of the member.
  const name = isAccess(access) ? accessName(access) : '';
  return shape.kind === 'member' && (name === undefined || name === shape.name);
}
