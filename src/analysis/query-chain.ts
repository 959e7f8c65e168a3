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
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
      const symbol = symbolAt(workspace, parent.name);
      for (const use of symbol ? usesOf(workspace, symbol).sure : []) visit(use);
    }
    if (!isAccess(parent) || parent.expression !== outer) return;
    const next = wrapped(parent).parent;
    if (!ts.isCallExpression(next) || next.expression !== wrapped(parent)) return;
    if (accessName(parent) === 'query') found.push(...next.arguments);
    visit(next);
  };
  visit(call);
  return found;
}
