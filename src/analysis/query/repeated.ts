import { ts } from 'ts-morph';
import {
  accessName,
  enclosingFunction,
  isAccess,
  isAround,
  isFunctionNode,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';
import type { Param, ParamSite } from './query.ts';

/**
 * Parameters that one request may send twice, as in the text of the URL and an object, or appended to what has them.
 * Most clients send both then; v1.1 reads the last one (recorded), v2 the first `limit` and every `sort_key`.
 */
export function findRepeated(sites: readonly ParamSite[], workspace: Workspace): Param[] {
  const inUrl = new Set(
    sites.filter(site => site.isUrl).flatMap(site => site.params.map(({ name }) => name)),
  );
  const added = sites.filter(site => !site.isUrl).flatMap(site => site.params);
  return added.filter(
    param =>
      (inUrl.has(param.name) && !isReplacing(param.node)) ||
      isAppendedInLoop(param.node, workspace) ||
      added.some(other => isAppendedTo(param, other)),
  );
}

/** `url.searchParams.set('limit', '5')` takes the place of what the URL says. */
const isReplacing = (node: ts.Node): boolean => {
  const call = ts.findAncestor(node, ts.isCallExpression);
  return call !== undefined && methodOf(call) === 'set';
};

const methodOf = (node: ts.Node): string | undefined =>
  ts.isCallExpression(node) && isAccess(node.expression) ? accessName(node.expression) : undefined;

/** Whether a parameter is put behind one of the same name: an element of the same list, an `append` further down. */
function isAppendedTo({ name, node }: Param, other: Param): boolean {
  const isBehind = other.name === name && other.node.end < node.end;
  if (!isBehind || enclosingFunction(other.node) !== enclosingFunction(node)) return false;
  if (ts.isArrayLiteralExpression(node)) return other.node.parent === node.parent;
  return methodOf(node) === 'append' && !areAlternatives(other.node, node);
}

/** Whether no run comes by both of two places, the second of which stands further down. */
function areAlternatives(first: ts.Node, second: ts.Node): boolean {
  for (let at = first; !ts.isSourceFile(at.parent); at = at.parent) {
    if (isAround(at.parent, second))
      return (
        ts.isConditionalExpression(at.parent) || ts.isIfStatement(at.parent) || ts.isCaseBlock(at.parent)
      );
    if (ts.isBlock(at) && at.statements.some(leaves)) return true;
  }
  return false;
}

const leaves = (statement: ts.Statement): boolean =>
  ts.isReturnStatement(statement) || ts.isThrowStatement(statement);

/** `for (const key of keys) params.append('sort_key', key)`: what was made before the loop gets it each time. */
function isAppendedInLoop(node: ts.Node, { checker }: Workspace): boolean {
  if (methodOf(node) !== 'append') return false;
  let root = unwrap((node as ts.CallExpression).expression);
  while (isAccess(root) || ts.isCallExpression(root)) root = unwrap(root.expression);
  const made = checker.getSymbolAtLocation(root)?.valueDeclaration;
  for (let at = node; !isFunctionNode(at) || isEach(at); at = at.parent) {
    if (ts.isSourceFile(at)) return false;
    if ((ts.isIterationStatement(at, false) || isEach(at)) && made && !isAround(at, made)) return true;
  }
  return false;
}

const isEach = (fn: ts.Node): boolean => isFunctionNode(fn) && methodOf(wrapped(fn).parent) === 'forEach';
