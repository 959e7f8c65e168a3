import { ts } from 'ts-morph';
import { isTypePosition } from '../answer/binding-flow.ts';
import { type Shape, shapeKey } from '../answer/shape.ts';
import { escapeAt, flow } from '../answer/track.ts';
import { arrive, needAbove, type Trace } from '../answer/tracker.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt } from '../code/callers.ts';
import { functionOption, optionsAround } from '../code/component-options.ts';
import { isExportReference } from '../code/exported.ts';
import {
  accessName,
  isAccess,
  isAssignment,
  referenceAt,
  referenceOf,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { idOf } from '../fold/frame-keys.ts';
import { declareValue } from '../types/declared.ts';

type Member = Extract<Shape, { kind: 'member' }>;

/** The call of `defineStore` that a node stands in the options of. */
export function storeAround(node: ts.Node): ts.CallExpression | undefined {
  const options = optionsAround(node);
  const call = options && wrapped(options).parent;
  return call && ts.isCallExpression(call) && isDefinition(call) ? call : undefined;
}

const isDefinition = (call: ts.CallExpression): boolean => call.expression.getText() === 'defineStore';

/** A member of a store of Pinia holds the value: whoever has the store reads it. */
export function giveToStore(call: ts.CallExpression, member: Member, trace: Trace): void {
  const options = call.arguments.map(unwrap).find(ts.isObjectLiteralExpression);
  const state = options && functionOption(options, 'state');
  if (state) declareValue(state.type, member, trace);
  // Its own functions may write to all of the state at once.
  if (WRITES_ALL.test(call.getText())) return escapeAt(call, member, trace, call);
  const { parent } = wrapped(call);
  const hook = ts.isVariableDeclaration(parent) ? symbolAt(trace.tracker.workspace, parent.name) : undefined;
  if (!hook) return escapeAt(call, member, trace, call);
  const outside: Trace = { ...trace, frame: undefined };
  for (const use of usesOf(trace.tracker.workspace, hook).sure) {
    if (!isExportReference(use) && !isTypePosition(referenceOf(use))) giveToUse(use, member, outside);
  }
}

function giveToUse(use: ts.Node, member: Member, trace: Trace): void {
  const call = callAt(use);
  const reference = referenceAt(use);
  const isReload = /^acceptHMRUpdate$/.test(
    ts.isCallExpression(reference.parent) ? reference.parent.expression.getText() : '',
  );
  if (isReload) return;
  if (!call) return escapeAt(reference, member, trace, reference.parent);
  const holder = wrapped(call).parent;
  const isNamed = ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name);
  const isTaken = ts.isVariableDeclaration(holder) || (isAccess(holder) && !isAssignment(holder.parent));
  const isRefs = ts.isCallExpression(holder) && holder.expression.getText() === 'storeToRefs';
  if (!isTaken && !isRefs) return escapeAt(call, member, trace, holder);
  if (isNamed) judgeUses(holder.name, member, trace);
  flow(call, member, trace);
}

const WRITES_ALL = /\$patch\b|\$state\b|Object\.assign\(\s*this\b/;

/** Members of a store that give or take all of its state. */
const WHOLE = new Set(['$patch', '$state', '$subscribe', '$onAction']);

/** What is written to the member through the store gets to all its readers. */
function judgeUses(name: ts.Identifier, member: Member, trace: Trace): void {
  const { workspace } = trace.tracker;
  const symbol = symbolAt(workspace, name);
  for (const use of usesOf(workspace, symbol).sure) {
    const access = wrapped(use).parent;
    if (!isAccess(access) || access.expression !== wrapped(use)) continue;
    const read = accessName(access);
    const target = wrapped(access);
    const { parent } = target;
    if (read === undefined || WHOLE.has(read)) escapeAt(access, member, trace, access);
    else if (read === member.name && isAssignment(parent) && parent.left === target)
      needAbove(trace, parent, [parent.right], read, member.of);
  }
}

/** `defineStore('images', () => ({ images, open, load }))`: the members of the store, out of their boxes. */
export function giveSetup(call: ts.CallExpression, shape: Shape, trace: Trace): boolean {
  if (!isDefinition(call) || shape.kind !== 'member') return false;
  const { of } = shape;
  const value = of.kind === 'member' && of.name === 'value' ? of.of : of;
  giveToStore(call, { kind: 'member', name: shape.name, of: value }, trace);
  return true;
}

/** A getter or an action of a store gives the value. True where the function is one. */
export function giveByStore(fn: ts.Node, name: string, shape: Shape, isRead: boolean, trace: Trace): boolean {
  const call = storeAround(fn);
  if (!call) return false;
  const next = arrive(`store ${idOf(trace.tracker, fn)}:${shapeKey(shape)}`, trace).trace;
  giveToStore(call, { kind: 'member', name, of: isRead ? shape : { kind: 'thunk', of: shape } }, next);
  return true;
}
