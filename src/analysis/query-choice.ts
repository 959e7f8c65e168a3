import { ts } from 'ts-morph';
import type { ParamSite, QueryContext } from './query.ts';
import { siteWithRoom } from './query-plan.ts';
import { isAround } from './syntax.ts';
import type { Frame } from './template.ts';

/** Reads what is a part of the query in some runs only: nothing that all of them need may be added there. */
export function readSometimes<T>(context: QueryContext, read: () => T): T {
  const from = context.sites.length;
  const result = read();
  for (const site of context.sites.slice(from)) site.isSometimes = true;
  return result;
}

/** Reads what a function adds to the query that a call hands it. */
export function readWithin(frame: Frame, context: QueryContext, read: (inner: QueryContext) => void): void {
  const from = context.sites.length;
  read({ ...context, frame });
  for (const site of context.sites.slice(from)) site.helpers = [...(site.helpers ?? []), frame];
}

/**
 * Reads the values of which one is the query. What all runs need is added to each of them, where each has room; a
 * value that gives nothing, such as `undefined`, has none.
 */
export function readChoice(node: ts.Node, branches: readonly (() => unknown)[], context: QueryContext): void {
  const [only, ...others] = branches;
  if (only && others.length === 0) {
    only();
    return;
  }
  const rooms = branches.map(read => {
    const from = context.sites.length;
    read();
    const own = context.sites.slice(from);
    const room = siteWithRoom(own);
    for (const site of own) site.isSometimes = true;
    return room;
  });
  const site = commonRoom(node, rooms);
  if (site) context.sites.push(site);
}

function commonRoom(node: ts.Node, rooms: readonly (ParamSite | undefined)[]): ParamSite | undefined {
  const all = rooms.filter(room => room !== undefined);
  if (all.length < rooms.length) return undefined;
  return {
    node,
    roots: all.flatMap(room => room.roots ?? (ts.isExpression(room.node) ? [room.node] : [])),
    params: [],
    add: (name, value) => {
      for (const room of new Set(all)) room.add?.(name, value);
    },
  };
}

const BRANCHES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.DefaultClause,
  ts.SyntaxKind.TryStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
]);

/** Whether a node is run in some runs only of the function that another node stands in. */
export function isSometimesRun(node: ts.Node, anchor: ts.Node): boolean {
  let at = node;
  while (!ts.isSourceFile(at) && !isAround(at, anchor)) {
    const { parent } = at;
    if (isAround(parent, anchor)) return false;
    if (BRANCHES.has(parent.kind) || ts.isFunctionLike(parent) || isShortCut(parent, at)) return true;
    at = parent;
  }
  return false;
}

const isShortCut = (parent: ts.Node, node: ts.Node): boolean =>
  ts.isBinaryExpression(parent) &&
  parent.right === node &&
  [
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
  ].includes(parent.operatorToken.kind);
