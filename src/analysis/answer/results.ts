import { ts } from 'ts-morph';
import { isVisibleOutside } from '../code/bindings.ts';
import { callAt, functionSymbol, usesOfFunction } from '../code/callers.ts';
import { givesMembers, isComputedMember } from '../code/component-options.ts';
import { doublesOf } from '../code/doubles.ts';
import { isExportReference } from '../code/exported.ts';
import { takenOut } from '../code/module-members.ts';
import { type StandIn, standInsFor } from '../code/origins.ts';
import {
  excerpt,
  type FunctionNode,
  isAssignment,
  propertyName,
  referenceOf,
  returnedExpressions,
  wrapped,
} from '../code/syntax.ts';
import { block, blockStandIn, isInTest } from '../edits/draft.ts';
import { isKeyHook } from '../fold/cache-keys.ts';
import { frameKey, idOf } from '../fold/frame-keys.ts';
import { takenReturns } from '../fold/returns.ts';
import type { Frame } from '../fold/template.ts';
import { giveByStore } from '../frameworks/pinia-flow.ts';
import { giveMembers } from '../frameworks/template-flow.ts';
import { declareValue, withArguments } from '../types/declared.ts';
import { bindName, isTypePosition } from './binding-flow.ts';
import { escapeByCompat } from './compat-plan.ts';
import { givenByOthers } from './implementations.ts';
import { isTime, type Shape, shapeKey, shapeWord } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import { arrive, giveByType, leave, need, type Trace } from './tracker.ts';

/** A function gives the value back: to the call that is looked into, to whoever it was handed to, or to all callers. */
export function giveResult(fn: FunctionNode, shape: Shape, trace: Trace): void {
  const { tracker, frame } = trace;
  const key = `result ${idOf(tracker, fn)}:${shapeKey(shape)}:${frameKey(tracker, frame)}`;
  const isOpen = frame?.fn === fn;
  const next = arrive(key, isOpen ? leave(fn, trace) : giveByType(fn, trace));
  if (!next.isNew) return;
  need(next.trace, fn, returnsOf(fn, trace), nameOf(fn), shape);
  const isCalled = frame && isOpen && !frame.handed;
  const types = isCalled ? withArguments(frame.call, fn, next.trace) : next.trace.types;
  declareValue(fn.type, shape, { ...next.trace, types });
  if (frame && isOpen) return giveToOpenCall(frame, shape, next.trace);
  const continuations = [...(tracker.continuations.get(fn)?.values() ?? [])];
  for (const go of continuations) go(shape, next.trace);
  const outer = wrapped(fn);
  const parent = outer.parent;
  if (ts.isCallExpression(parent) && parent.expression === outer) return flow(parent, shape, next.trace);
  if (givesMembers(fn)) return giveMembers(fn, shape, next.trace);
  const symbol = functionSymbol(fn, tracker);
  if (symbol) return giveToCallers(fn, symbol, shape, { ...next.trace, frame: undefined });
  const isGiven = continuations.length > 0 && !tracker.held.has(fn);
  if (!isGiven && !ts.isConstructorDeclaration(fn)) flow(fn, { kind: 'thunk', of: shape }, next.trace);
}

/** What a function gives back, as far as the call that is looked into does not rule it out. */
const returnsOf = (fn: FunctionNode, { frame, tracker: { workspace } }: Trace): readonly ts.Expression[] =>
  frame ? takenReturns(fn, { workspace, frame, depth: 0 }) : returnedExpressions(fn);

/** The call that is looked into, and no other, has the value then. */
function giveToOpenCall(frame: Frame, shape: Shape, trace: Trace): void {
  const { fn, call, parent } = frame;
  trace.from.exit = fn;
  const go = trace.tracker.continuations.get(fn)?.get(frameKey(trace.tracker, frame));
  if (go || frame.handed) return go?.(shape, { ...trace, frame: parent });
  for (const type of call.typeArguments ?? []) declareValue(type, shape, trace);
  const given: Shape = isKeyHook(call) ? { kind: 'member', name: 'data', of: shape } : shape;
  flow(call, given, { ...trace, frame: parent });
}

function giveToCallers(fn: FunctionNode, symbol: ts.Symbol, shape: Shape, trace: Trace): void {
  const uses = usesOfFunction(fn, trace.tracker) ?? { sure: [], unsure: [] };
  const sure = uses.sure.filter(
    use => !isExportReference(use) || takenOut(use, trace.tracker.workspace) !== undefined,
  );
  const isRead = isReadOnly(fn);
  for (const double of doublesOf(fn, trace.tracker.workspace)) blockStandIn(double, trace.draft, true);
  for (const use of sure) giveToUse(use, isRead, shape, withOthers(fn, use, shape, trace));
  for (const use of uses.unsure) trace.tracker.unsure.push({ use, home: fn, draft: trace.draft, shape });
  if (giveByStore(fn, symbol.name, shape, isRead, trace) || (sure.length > 0 && !trace.tracker.held.has(fn)))
    return;
  if (isObjectMember(fn)) giveByObject(fn, shape, trace);
  else if (isVisibleOutside(symbol)) giveOutside(fn, shape, trace);
}

/** One place that names the function: a call, a read of a getter, or where the function goes itself. */
function giveToUse(use: ts.Node, isRead: boolean, shape: Shape, trace: Trace): void {
  const call = callAt(use);
  const reference = referenceOf(use);
  const { parent } = use;
  if (isRead) flow(reference, shape, trace);
  // `const { list } = api`
  else if (ts.isBindingElement(parent)) bindName(parent.name, { kind: 'thunk', of: shape }, trace);
  else if (call) giveToCall(call, shape, trace);
  else if (!isTypePosition(reference) && !isCalledAway(reference, trace))
    flow(reference, { kind: 'thunk', of: shape }, trace);
}

/** Whether a function is called by code that is known, which has what it gives. */
const isCalledAway = (node: ts.Node, { tracker: { callbacks, held } }: Trace): boolean =>
  callbacks.has(node) && !held.has(node);

/** What is called by the same name gets to the same readers. */
function withOthers(fn: FunctionNode, use: ts.Node, shape: Shape, trace: Trace): Trace {
  const { workspace } = trace.tracker;
  const handedIn = standInsFor(callAt(use)?.expression ?? (use as ts.Expression), fn, workspace);
  const isJudged = ({ owner, body }: StandIn) => !body || isInTest(owner, workspace);
  for (const { owner } of handedIn.filter(isJudged)) blockStandIn(owner, trace.draft);
  const bodies = handedIn.flatMap(one => (one.body && !isJudged(one) ? one.body : []));
  const others = [...givenByOthers(fn, use, trace.tracker), ...bodies.flatMap(returnedExpressions)];
  if (others.length === 0) return trace;
  const next = arrive(`called ${idOf(trace.tracker, use)}:${shapeKey(shape)}`, trace).trace;
  need(next, use, others, nameOf(fn), shape);
  return next;
}

/** `get<ImageList>(url)`: what the call says the function gives it. */
function giveToCall(call: ts.CallExpression | ts.NewExpression, shape: Shape, trace: Trace): void {
  for (const type of call.typeArguments ?? []) declareValue(type, shape, trace);
  flow(call, shape, trace);
}

/** Nobody in the project calls the function: others may. */
function giveOutside(fn: FunctionNode, shape: Shape, trace: Trace): void {
  if (isTime(shape)) return escapeAt(fn, shape, trace, fn);
  const leaves = shape.kind === 'answer' ? returnedExpressions(fn) : [];
  if (leaves.length > 0 && leaves.every(node => escapeByCompat(node, shape, trace.draft))) return;
  block(trace.draft, 'unresolved-callers', fn, { name: nameOf(fn), shape: shapeWord(shape) });
}

/** Whether what a function gives is read under its name, without a call. */
const isReadOnly = (fn: FunctionNode): boolean => ts.isGetAccessor(fn) || isComputedMember(fn);

const isObjectMember = (fn: FunctionNode): boolean =>
  ts.isPropertyAssignment(wrapped(fn).parent) ||
  (ts.isMethodDeclaration(fn) && ts.isObjectLiteralExpression(fn.parent));

/** A method of an object literal that nobody calls by name: whoever gets the object may. */
function giveByObject(fn: FunctionNode, shape: Shape, trace: Trace): void {
  // Code that is known calls it, and what it gives goes on there.
  if (isCalledAway(fn, trace)) return;
  const member = ts.isMethodDeclaration(fn) ? fn : (wrapped(fn).parent as ts.PropertyAssignment);
  const name = propertyName(member.name);
  const literal = member.parent;
  if (name === undefined || !ts.isObjectLiteralExpression(literal)) return escapeAt(fn, shape, trace, member);
  flow(literal, { kind: 'member', name, of: { kind: 'thunk', of: shape } }, trace);
}

const nameOf = (fn: ts.SignatureDeclaration): string => {
  const holder = wrapped(fn).parent;
  if (isAssignment(holder)) return excerpt(holder.left);
  const own = (fn as ts.NamedDeclaration).name ?? (holder as ts.NamedDeclaration).name;
  return own ? own.getText() : 'the function';
};
