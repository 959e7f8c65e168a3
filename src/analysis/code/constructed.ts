import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt } from './bindings.ts';
import { isFunctionNode } from './syntax.ts';

/** The constructor that `new X(…)` and `super(…)` run, which X may have from a class above; undefined for other calls. */
export function constructorOf(
  call: ts.CallExpression | ts.NewExpression,
  workspace: Workspace,
): ts.ConstructorDeclaration | undefined {
  const made = ts.isNewExpression(call) ? call.expression : superclassOf(call);
  const first = made && symbolAt(workspace, made)?.valueDeclaration;
  return [...withBases(first, workspace)]
    .flatMap(({ members }): readonly ts.Node[] => members)
    .find((m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && isFunctionNode(m));
}

/** A class and what it extends, directly or through others; none where it is no class. */
export function withBases(
  first: ts.Node | undefined,
  workspace: Workspace,
): ReadonlySet<ts.ClassLikeDeclaration> {
  const seen = new Set<ts.ClassLikeDeclaration>();
  for (let home = first; home && ts.isClassLike(home) && !seen.has(home); ) {
    seen.add(home);
    const base = baseClassOf(home);
    home = base && symbolAt(workspace, base)?.valueDeclaration;
  }
  return seen;
}

function superclassOf({ expression }: ts.CallExpression): ts.Expression | undefined {
  if (expression.kind !== ts.SyntaxKind.SuperKeyword) return undefined;
  const home = ts.findAncestor(expression, ts.isClassLike);
  return home && baseClassOf(home);
}

/** What a class extends. */
export const baseClassOf = ({ heritageClauses }: ts.ClassLikeDeclaration): ts.Expression | undefined =>
  heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;

/** The class that a name is extended by where it stands. */
export const heirOf = (use: ts.Node): ts.ClassLikeDeclaration | undefined => {
  const clause = ts.isExpressionWithTypeArguments(use.parent) ? use.parent.parent : undefined;
  return clause && ts.isClassLike(clause.parent) ? clause.parent : undefined;
};

/** Each `super(…)` of a constructor. */
export function supersIn(made: ts.ConstructorDeclaration): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(made);
  return found;
}
