import { ts } from 'ts-morph';
import { symbolAt, usesOf } from './bindings.ts';
import type { Workspace } from './project.ts';
import { accessName, isAccess, wrapped } from './syntax.ts';

/** `superagent.get(url).query({…})`: arguments of `.query()` on the request or on the variable that holds it. */
export function chainedQueries(call: ts.Node, workspace: Workspace): ts.Expression[] {
  const found: ts.Expression[] = [];
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    const outer = wrapped(node);
    if (seen.has(outer)) return;
    seen.add(outer);
    const { parent } = outer;
    for (const use of usesOfHolder(parent, workspace)) visit(use);
    if (!isAccess(parent) || parent.expression !== outer) return;
    const next = wrapped(parent).parent;
    if (!ts.isCallExpression(next) || next.expression !== wrapped(parent)) return;
    if (accessName(parent) === 'query') found.push(...next.arguments);
    visit(next);
  };
  visit(call);
  return found;
}

/** Every use of the variable that a declaration puts the request into. */
function usesOfHolder(holder: ts.Node, workspace: Workspace): readonly ts.Node[] {
  if (!ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return [];
  const symbol = symbolAt(workspace, holder.name);
  return symbol ? usesOf(workspace, symbol).sure : [];
}
