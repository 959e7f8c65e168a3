import { ts } from 'ts-morph';
import { isTypePosition } from '../answer/binding-flow.ts';
import { type Shape, shapeKey } from '../answer/shape.ts';
import { escapeAt, flow } from '../answer/track.ts';
import { arrive, type Trace } from '../answer/tracker.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt } from '../code/callers.ts';
import { functionOption, optionsAround } from '../code/component-options.ts';
import { isExportReference } from '../code/exported.ts';
import { referenceAt, referenceOf, unwrap, wrapped } from '../code/syntax.ts';
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
  // What is written to the member, by whatever name somebody has the store, gets to all its readers.
  const key = `store ${idOf(trace.tracker, call)}:${shapeKey(member)}`;
  const { trace: outside } = arrive(key, { ...trace, frame: undefined });
  for (const use of usesOf(trace.tracker.workspace, hook).sure) {
    if (!isExportReference(use) && !isTypePosition(referenceOf(use))) giveToUse(use, member, outside);
  }
}

function giveToUse(use: ts.Node, member: Member, trace: Trace): void {
  const call = callAt(use);
  const reference = referenceAt(use);
  const { parent } = reference;
  if (ts.isCallExpression(parent) && parent.expression.getText() === 'acceptHMRUpdate') return;
  if (!call) return escapeAt(reference, member, trace, parent);
  flow(call, member, trace);
}

const WRITES_ALL = /\$patch\b|\$state\b|Object\.assign\(\s*this\b/;

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
