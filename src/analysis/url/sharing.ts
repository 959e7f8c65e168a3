import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt, usesOfFunction } from '../code/callers.ts';
import { isCondition } from '../code/conditions.ts';
import { constructorOf } from '../code/constructed.ts';
import { isExportReference } from '../code/exported.ts';
import { accessName, isAccess, memberName, referenceAt, unwrap, wrapped } from '../code/syntax.ts';
import { followText, type Trail } from '../detect/trail.ts';
import { isKeyCall, isKeyHook } from '../fold/cache-keys.ts';
import { calledFunction } from '../fold/calls.ts';
import { isFormatter } from '../fold/format.ts';
import { isHandedByAll } from '../fold/handed.ts';
import { type Frame, framesOf } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { isSentByLoop } from '../query/walk.ts';
import type { Client } from '../request/clients.ts';
import { isBaseQuery, servesOnly } from '../request/endpoints.ts';
import { resolveClient } from '../request/resolve-client.ts';
import { isBuilder, isTold, targetOf } from './builders.ts';

/**
 * All calls of the rule's endpoint that were found, by which a use of a constant is judged; each with the chains of
 * calls that lead to it.
 */
export type Matched = {
  calls: ReadonlyMap<ts.Node, readonly (Frame | undefined)[]>;
  table: readonly Client[];
  /** Objects of which it is asked what they get to. */
  asked?: ReadonlySet<ts.Symbol>;
};

/** What requests match: each with its own call, and the calls that lead to it. */
export function matchedCalls(
  requests: readonly { call: ts.Node; frame: Frame | undefined }[],
): Matched['calls'] {
  const calls = new Map<ts.Node, (Frame | undefined)[]>();
  const add = (call: ts.Node, frame: Frame | undefined): void => {
    calls.set(call, [...(calls.get(call) ?? []), frame]);
    if (frame) add(frame.call, frame.parent);
  };
  for (const { call, frame } of requests) add(call, frame);
  return calls;
}

/**
 * The first place that a value gets to and that is neither a call of this endpoint nor a step on the way to
 * one. A fix that changes the value would change that place too. `unchanged`: members of it that stay as they are.
 */
export function findForeignUse(
  node: ts.Expression,
  workspace: Workspace,
  matched: Matched,
  unchanged?: ReadonlySet<ts.Node>,
): ts.Node | undefined {
  const trail = followText(
    node,
    workspace,
    call =>
      matched.calls.has(call) || isBaseQuery(call) || isChainedOnMatch(call.expression, workspace, matched),
    unchanged,
  );
  return (
    foreignCall(trail, workspace, matched) ??
    trail.ends.find(end => !isHarmlessEnd(end, matched) && !isSentByLoop(end, workspace))
  );
}

function foreignCall(trail: Trail, workspace: Workspace, matched: Matched): ts.Node | undefined {
  const found = trail.calls.find(
    ({ call, frame }) => !isOnTheWay(call, workspace, matched) || !isReachedByMatches(call, frame, matched),
  );
  return found && matched.calls.has(found.call) ? framesOf(found.frame).at(-1)?.call : found?.call;
}

/** Whether a call that matches for some callers of the function around it is reached by one of them. */
function isReachedByMatches(call: ts.Node, frame: Frame | undefined, { calls }: Matched): boolean {
  const own = framesOf(frame);
  // What comes another way, as by a closure, is judged by the callers.
  const isSame = (chain: Frame | undefined): boolean =>
    framesOf(chain).every((around, index) => own[index]?.fn !== around.fn || own[index].call === around.call);
  return calls.get(call)?.some(isSame) !== false;
}

function isOnTheWay(
  call: ts.CallExpression | ts.NewExpression,
  workspace: Workspace,
  matched: Matched,
): boolean {
  if (matched.calls.has(call)) return true;
  const callee = unwrap(call.expression);
  if (isKeyCall(call)) return true;
  if (isBaseQuery(call)) return servesOnly(call, matched.calls, workspace);
  if (isFactory(callee, workspace, matched)) return hasOnlyMatches(call, workspace, matched);
  if (isTold(call) || isFormatter(callee, workspace)) return true;
  if (calledFunction(callee, { workspace }) || isHandedByAll(callee, { workspace })) return true;
  if (ts.isNewExpression(call) && constructorOf(call, workspace)) return true;
  if (isBuilder(call)) return isKeptWell(targetOf(call), workspace, matched);
  return (
    resolveClient(callee, workspace, matched.table) === undefined &&
    isChainedOnMatch(callee, workspace, matched)
  );
}

/** Whether an object that a value is put into gets to nothing else: one that is made for the call is what the call gives. */
function isKeptWell(target: ts.Expression | undefined, workspace: Workspace, matched: Matched): boolean {
  let root = target;
  while (root && isAccess(root)) root = unwrap(root.expression);
  if (!root || !ts.isIdentifier(root)) return root?.kind !== ts.SyntaxKind.ThisKeyword;
  const symbol = symbolAt(workspace, root);
  if (!symbol?.valueDeclaration) return false;
  const { asked = new Set() } = matched;
  if (asked.has(symbol)) return true;
  const { sure, unsure } = usesOf(workspace, symbol);
  const inner = { ...matched, asked: new Set([...asked, symbol]) };
  const uses = sure.filter(use => ts.isExpression(use) && use.parent !== symbol.valueDeclaration);
  return unsure.length === 0 && uses.every(use => !findForeignUse(use as ts.Expression, workspace, inner));
}

/** `axios.create({ baseURL })`: what it makes sends all its requests there. */
function isFactory(callee: ts.Expression, workspace: Workspace, { table }: Matched): boolean {
  if (!isAccess(callee)) return false;
  const member = accessName(callee);
  const owner = resolveClient(callee.expression, workspace, table)?.client;
  const rows = owner ? [owner] : table.filter(row => row.globals.includes(callee.expression.getText()));
  return member !== undefined && rows.some(row => row.factories.includes(member));
}

/** Members of an instance by which it is set up, and nothing is sent. */
const SETTINGS = new Set(['interceptors', 'defaults']);

/** Whether every use of the variable that holds an instance is one of the matched calls. */
function hasOnlyMatches(made: ts.Node, workspace: Workspace, matched: Matched): boolean {
  const holder = wrapped(made).parent;
  const isHeld = ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder);
  const symbol = isHeld ? symbolAt(workspace, holder.name) : undefined;
  if (!symbol) return false;
  const { sure, unsure } = usesOf(workspace, symbol);
  return unsure.length === 0 && sure.every(use => isExportReference(use) || isMatchedUse(use, matched));
}

function isMatchedUse(use: ts.Node, { calls }: Matched): boolean {
  const name = referenceAt(use);
  const access = name.parent;
  if (calls.has(access)) return true;
  if (!isAccess(access) || access.expression !== name) return false;
  return SETTINGS.has(memberName(access)) || calls.has(wrapped(access).parent);
}

/**
 * A text that a wrapper puts into every URL itself is seen by all who call the wrapper: the first caller that is no
 * call of this endpoint. `request` is the call that the wrapper makes.
 */
export function findStrangeCaller(
  text: ts.Expression,
  request: { call: ts.Node; frame: Frame | undefined },
  workspace: Workspace,
  matched: Matched,
): ts.Node | undefined {
  const chain = framesOf(request.frame);
  if (chain.length === 0) return undefined;
  const trail = followText(text, workspace, call => call === request.call);
  const entries = trail.calls.filter(({ call }) => call === request.call);
  const own = entries.map(({ frame }) => framesOf(frame)).filter(frames => !isOtherCall(frames, chain));
  const depth = Math.min(...own.map(frames => sharedDepth(frames, chain)));
  const from = Number.isFinite(depth) ? depth : 0;
  return chain.slice(from).flatMap(({ fn }) => strangersOf(fn, workspace, matched))[0];
}

/** Another call of the same wrapper, which is judged for itself. */
const isOtherCall = ([own]: readonly Frame[], [first]: readonly Frame[]): boolean =>
  own !== undefined && own.fn === first?.fn && own.call !== first.call;

/** How many calls a text went through as an argument; none where it came another way, as by a closure or a field. */
const sharedDepth = (own: readonly Frame[], chain: readonly Frame[]): number =>
  own.every(({ call }, index) => chain[index]?.call === call) ? own.length : 0;

/** The same for a place that a wrapper is written with: a default, an option, a part of its query. */
export function findStrangerAround(
  node: ts.Node,
  frame: Frame | undefined,
  workspace: Workspace,
  matched: Matched,
): ts.Node | undefined {
  const chain = framesOf(frame);
  const home = chain.findIndex(({ fn }) => ts.findAncestor(node, parent => parent === fn));
  return home < 0 ? undefined : chain.slice(home).flatMap(({ fn }) => strangersOf(fn, workspace, matched))[0];
}

const isCalledInPlace = (fn: ts.SignatureDeclaration): boolean => {
  const { parent } = wrapped(fn);
  return ts.isCallExpression(parent) && parent.expression === wrapped(fn);
};

function strangersOf(fn: ts.SignatureDeclaration, workspace: Workspace, matched: Matched): ts.Node[] {
  const uses = usesOfFunction(fn, { workspace });
  // A function that is handed out is called by whoever got it.
  if (!uses && !isCalledInPlace(fn)) return [fn];
  return [...otherUses(uses?.sure ?? [], matched), ...otherUses(uses?.unsure ?? [], matched)];
}

/** The uses of a function that are no call of this endpoint. */
export const otherUses = (uses: readonly ts.Node[], { calls }: Pick<Matched, 'calls'>): ts.Node[] =>
  uses.filter(use => !isExportReference(use) && !calls.has(callAt(use) ?? fetchedBy(use) ?? use));

/** `useSWR('/images', fetcher)`: the hook that calls a function which it is given. */
function fetchedBy(use: ts.Node): ts.Node | undefined {
  const { parent } = wrapped(referenceAt(use));
  return isKeyHook(parent) ? parent : undefined;
}

/** `request.get(url).query(params)`: a method of what a matched call gives. */
function isChainedOnMatch(callee: ts.Expression, workspace: Workspace, matched: Matched, depth = 0): boolean {
  let node: ts.Node = callee;
  while (isAccess(node) || ts.isCallExpression(node)) {
    if (matched.calls.has(node)) return true;
    node = node.expression;
  }
  // `let query = request.get(url); query = query.query(…)`
  const declaration =
    ts.isIdentifier(node) && depth < 3 ? symbolAt(workspace, node)?.valueDeclaration : undefined;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && isAccess(callee)
      ? declaration.initializer
      : undefined;
  return (
    value !== undefined &&
    isRequestChain(value) &&
    isChainedOnMatch(unwrap(value), workspace, matched, depth + 1)
  );
}

/** A request that is still being put together; what it promises is something else. */
const isRequestChain = (value: ts.Expression): boolean => ts.isCallExpression(unwrap(value));

/** A value that is thrown away, told, tested, walked over, or the answer of a matched call. */
function isHarmlessEnd(end: ts.Node, matched: Matched): boolean {
  const parent = end.parent;
  if (matched.calls.has(end)) return true;
  if ((ts.isCallExpression(end) || ts.isNewExpression(end)) && isTold(end)) return true;
  return (
    ts.isExpressionStatement(parent) ||
    ts.isThrowStatement(parent) ||
    ts.isForInStatement(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    isCondition(end) ||
    ts.isTypeQueryNode(parent) ||
    ts.isConditionalExpression(parent)
  );
}

/** How many of the matched calls a piece of text leads to. */
export function countMatches(node: ts.Expression, workspace: Workspace, matched: Matched): number {
  const trail = followText(node, workspace, call => matched.calls.has(call));
  return new Set(trail.calls.map(({ call }) => call).filter(call => matched.calls.has(call))).size;
}
