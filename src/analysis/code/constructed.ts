import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt } from './bindings.ts';
import { isFunctionNode } from './syntax.ts';

/** The constructor that `new X(…)` and `super(…)` run; undefined for other calls, and where X has none of its own. */
export function constructorOf(
  call: ts.CallExpression | ts.NewExpression,
  workspace: Workspace,
): ts.ConstructorDeclaration | undefined {
  const made = ts.isNewExpression(call) ? call.expression : superclassOf(call);
  const declaration = made && symbolAt(workspace, made)?.valueDeclaration;
  if (!declaration || !ts.isClassLike(declaration)) return undefined;
  return declaration.members.find(
    (m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && isFunctionNode(m),
  );
}

function superclassOf({ expression }: ts.CallExpression): ts.Expression | undefined {
  if (expression.kind !== ts.SyntaxKind.SuperKeyword) return undefined;
  const clauses = ts.findAncestor(expression, ts.isClassLike)?.heritageClauses ?? [];
  return clauses.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}
