import { ts } from 'ts-morph';
import type { Client } from './clients.ts';
import { calledFunction } from './fold-calls.ts';
import type { Workspace } from './project.ts';
import { resolveClient } from './resolve-client.ts';
import { accessName, isAccess, unwrap } from './syntax.ts';
import type { Frame } from './template.ts';
import { followText, type Trail } from './trail.ts';

/** All calls of the rule's endpoint that were found, by which a use of a constant is judged. */
export type Matched = { calls: ReadonlySet<ts.Node>; table: readonly Client[] };

/** Calls that only build text or a query of what they are given, or write it to a log. */
const BUILDERS =
  /^(?:URL|URLSearchParams|HttpParams|Request|Headers|String|Object\.\w+|encodeURI(?:Component)?|console\.\w+|log(?:ger)?\.\w+|\w*\.?(?:debug|info|warn|trace))$/;
const BUILDER_MEMBERS =
  /^(?:concat|join|toString|trim|replace|stringify|set|append|query|param|urlJoin|urljoin|push|has|resolve|filter|extend|assign|merge|defaults)$/i;

/**
 * The first place that a value gets to and that is neither a call of this endpoint nor a step on the way to
 * one. A fix that changes the value would change that place too.
 */
export function findForeignUse(
  node: ts.Expression,
  workspace: Workspace,
  matched: Matched,
): ts.Node | undefined {
  const trail = followText(node, workspace, call => matched.calls.has(call));
  return foreignCall(trail, workspace, matched) ?? trail.ends.find(end => !isHarmlessEnd(end, matched));
}

function foreignCall(trail: Trail, workspace: Workspace, matched: Matched): ts.Node | undefined {
  return trail.calls.map(({ call }) => call).find(call => !isOnTheWay(call, workspace, matched));
}

function isOnTheWay(
  call: ts.CallExpression | ts.NewExpression,
  workspace: Workspace,
  matched: Matched,
): boolean {
  if (matched.calls.has(call)) return true;
  const callee = unwrap(call.expression);
  if (BUILDERS.test(callee.getText())) return true;
  if (ts.isNewExpression(call)) return true;
  if (calledFunction(callee, { workspace })) return true;
  const member = isAccess(callee) ? accessName(callee) : callee.getText();
  if (member !== undefined && BUILDER_MEMBERS.test(member)) return true;
  return resolveClient(callee, workspace, matched.table) === undefined && isChainedOnMatch(callee, matched);
}

/** `request.get(url).query(params)`: a method of what a matched call gives. */
function isChainedOnMatch(callee: ts.Expression, matched: Matched): boolean {
  let node: ts.Node = callee;
  while (isAccess(node) || ts.isCallExpression(node)) {
    if (matched.calls.has(node)) return true;
    node = node.expression;
  }
  return false;
}

/** A value that is thrown away, tested, or the result of a call that was judged already. */
function isHarmlessEnd(end: ts.Node, matched: Matched): boolean {
  const parent = end.parent;
  if (matched.calls.has(end) || ts.isCallExpression(end) || ts.isNewExpression(end)) return true;
  return (
    ts.isExpressionStatement(parent) ||
    ts.isIfStatement(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isConditionalExpression(parent)
  );
}

/** How many of the matched calls a piece of text leads to. */
export function countMatches(node: ts.Expression, workspace: Workspace, matched: Matched): number {
  const trail = followText(node, workspace, call => matched.calls.has(call));
  return new Set(trail.calls.map(({ call }) => call).filter(call => matched.calls.has(call))).size;
}

/** The function of the call chain that a node stands in: an edit there changes all its callers. */
export function frameAround(node: ts.Node, frame: Frame | undefined): Frame | undefined {
  for (let at = frame; at; at = at.parent) {
    const { fn } = at;
    if (ts.findAncestor(node, parent => parent === fn)) return at;
  }
  return undefined;
}
