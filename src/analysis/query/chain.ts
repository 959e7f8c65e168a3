import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt, usesOfFunction } from '../code/callers.ts';
import { accessName, enclosingFunction, isAccess, wrapped } from '../code/syntax.ts';
import type { Frame } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';

/** A call chained on a request, and the call chain that leads to it. */
type Chained = { call: ts.CallExpression; member: string | undefined; frame: Frame | undefined };

/**
 * What is chained on a request, wherever it is known by a name or given back by a function: `get(url).query({…})`. Behind
 * the answer of a mock begins another one.
 */
export function chainedCalls({ call, frame }: Begun, workspace: Workspace): Chained[] {
  const found: Chained[] = [];
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node, around: Frame | undefined): void => {
    const outer = wrapped(node);
    if (seen.has(outer)) return;
    seen.add(outer);
    for (const use of usesOfHolder(outer.parent, workspace)) visit(use, around);
    for (const caller of callersOf(outer, around, workspace)) visit(caller.node, caller.frame);
    const next = callOn(outer);
    if (!next) return;
    found.push({ ...next, frame: around });
    if (next.member === undefined || !Object.hasOwn(REPLIES, next.member)) visit(next.call, around);
  };
  visit(call, frame);
  return found;
}

type Begun = { call: ts.Node; frame: Frame | undefined };

/** `superagent.get(url).query({…})` */
export const chainedQueryCalls = (request: Begun, workspace: Workspace): Chained[] =>
  chainedCalls(request, workspace).filter(({ member }) => member === 'query');

/** What is given to `.query()`. */
export const chainedQueries = (
  request: Begun,
  workspace: Workspace,
): { node: ts.Expression; frame: Frame | undefined }[] =>
  chainedQueryCalls(request, workspace).flatMap(({ call, frame }) =>
    call.arguments.map(node => ({ node, frame })),
  );

/** The call of a method of what stands at a node. */
function callOn(node: ts.Node): Omit<Chained, 'frame'> | undefined {
  const { parent } = node;
  if (!isAccess(parent) || parent.expression !== node) return undefined;
  const next = wrapped(parent).parent;
  const isCalled = ts.isCallExpression(next) && next.expression === wrapped(parent);
  return isCalled ? { call: next, member: accessName(parent) } : undefined;
}

/** Every use of the variable that a declaration puts the request into. */
function usesOfHolder(holder: ts.Node, workspace: Workspace): readonly ts.Node[] {
  if (!ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return [];
  const symbol = symbolAt(workspace, holder.name);
  return usesOf(workspace, symbol).sure;
}

/** The call that is looked into, where the function that gives a value back was entered by it; else all its calls. */
function callersOf(
  node: ts.Node,
  frame: Frame | undefined,
  workspace: Workspace,
): { node: ts.Node; frame: Frame | undefined }[] {
  const isReturned = ts.isReturnStatement(node.parent) || ts.isArrowFunction(node.parent);
  const fn = isReturned ? enclosingFunction(node) : undefined;
  if (!fn) return [];
  if (frame?.fn === fn) return [{ node: frame.call, frame: frame.parent }];
  const uses = usesOfFunction(fn, { workspace })?.sure ?? [];
  return uses.flatMap(use => callAt(use) ?? []).map(call => ({ node: call, frame: undefined }));
}

/** Members that give the answer of a mock, and the argument that is its body. */
export const REPLIES: Readonly<Record<string, number>> = { reply: 1, replyOnce: 1, replyWithFile: 1 };
