import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt } from '../code/callers.ts';
import {
  callOf,
  isAccess,
  isAssignment,
  isWritten,
  keyOf,
  memberName,
  referenceAt,
  wrapped,
} from '../code/syntax.ts';
import type { Shape } from './shape.ts';
import { need, type Trace } from './tracker.ts';

/** A parameter that is of a shape: where it stands, and what it is called. */
export type Asked = { index: number; name: string; shape: Shape };

/** What a call gives a parameter has to be of its shape. */
export function needArgument(
  { node, given }: { node: ts.Expression; given: readonly ts.Expression[] },
  { index, name, shape }: Asked,
  trace: Trace,
): void {
  const spread = given.slice(0, index + 1).find(ts.isSpreadElement);
  const argument = given[index];
  if (spread) need(trace, node, [spread.expression], name);
  else if (argument) need(trace, node, [argument], name, shape);
}

/**
 * `show.call(this, images)`, `show.apply(this, [images])`, `show.bind(this, images)`: what stands behind that which is to
 * be `this` is given to the function. Whether a use of a function is one of these.
 */
export function needByMethod(reference: ts.Node, asked: Asked, trace: Trace): boolean {
  const access = reference.parent;
  const call = isAccess(access) && access.expression === reference ? callOf(access) : undefined;
  const method = call && memberName(access as ts.PropertyAccessExpression);
  if (!call || !method || !['call', 'apply', 'bind'].includes(method)) return false;
  const given = call.arguments.slice(1);
  const { index, name, shape } = asked;
  if (method === 'apply') need(trace, call, given, name, { kind: 'tuple', index, of: shape });
  else if (method === 'call' || given.length > index || given.some(ts.isSpreadElement))
    needArgument({ node: call, given }, asked, trace);
  else needBound(call, reference, { ...asked, index: index - given.length }, trace);
  return true;
}

/** What is bound is given the rest by whoever calls it. */
function needBound(call: ts.CallExpression, reference: ts.Node, asked: Asked, trace: Trace): void {
  const { workspace } = trace.tracker;
  const holder = nameOf(wrapped(call).parent);
  const symbol = holder && symbolAt(workspace, holder);
  if (!symbol) return need(trace, call, [call], asked.name);
  // `this.show = this.show.bind(this)` gives the function no other name.
  if (symbol === symbolAt(workspace, nameOf(reference) ?? reference)) return;
  for (const use of usesOf(workspace, symbol).sure) {
    const bound = referenceAt(use) as ts.Expression;
    const caller = callAt(use);
    if (caller) needArgument({ node: caller, given: caller.arguments ?? [] }, asked, trace);
    else if (!isWritten(bound)) need(trace, bound, [bound], asked.name);
  }
}

/** What a value gets as its name, or names a member. */
function nameOf(node: ts.Node): ts.Node | undefined {
  if (ts.isVariableDeclaration(node)) return node.name;
  const target = isAssignment(node) ? node.left : node;
  if (isAccess(target)) return keyOf(target);
  return ts.isIdentifier(target) ? target : undefined;
}
