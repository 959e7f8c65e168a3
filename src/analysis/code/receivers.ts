import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { destructuredProperty, symbolAt } from './bindings.ts';
import { wantModule, wantStars } from './modules.ts';
import { accessName, isAccess, isFunctionNode, keyOf, returnedExpressions, unwrap } from './syntax.ts';

/** How many declarations lie between a member that is not known and the class that has it; more would be a circle. */
const DEEPEST = 8;

/**
 * Asks for the files that declare what a member is read of, where the checker does not know it: `http` of
 * `constructor(private http: HttpService) {}` is imported for its type alone, so nothing else leads to its class.
 */
export function wantReceiver(node: ts.Expression, workspace: Workspace, depth = 0): void {
  const value = unwrap(node);
  if (depth > DEEPEST) return;
  if (ts.isAwaitExpression(value) || ts.isCallExpression(value) || ts.isNewExpression(value))
    return wantReceiver(value.expression, workspace, depth + 1);
  if (!ts.isIdentifier(value) && !isAccess(value)) return;
  const symbol = symbolAt(workspace, isAccess(value) ? keyOf(value) : value);
  for (const declaration of symbol?.declarations ?? [])
    wantDeclared(declaration, nameBehind(value), workspace, depth + 1);
  if (isAccess(value)) wantReceiver(value.expression, workspace, depth + 1);
}

/** `request` of `api.request`: what is looked for in a module. */
function nameBehind(value: ts.Expression): string {
  const { parent } = value;
  return (isAccess(parent) && parent.expression === value && accessName(parent)) || '';
}

/** What a declaration is of: by its type, by what it is made with, or by what it is taken out of. */
function wantDeclared(declaration: ts.Declaration, name: string, workspace: Workspace, depth: number): void {
  if (depth > DEEPEST) return;
  if (ts.isSourceFile(declaration)) return wantStars(declaration, name, workspace);
  const type = (declaration as { type?: ts.TypeNode }).type ?? ts.getJSDocType(declaration);
  if (type) return wantTypes(type, workspace, depth);
  for (const value of valuesOf(declaration)) wantReceiver(value, workspace, depth + 1);
  if (!ts.isBindingElement(declaration)) return;
  const root = ts.walkUpBindingElementsAndPatterns(declaration);
  for (const source of [root, ...(destructuredProperty(workspace, declaration)?.declarations ?? [])])
    wantDeclared(source, name, workspace, depth + 1);
}

/** The expressions whose value, or whose elements, a declaration without a type gives a name to. */
function valuesOf(declaration: ts.Declaration): readonly ts.Expression[] {
  const { initializer } = declaration as { initializer?: ts.Expression };
  if (initializer) return [initializer];
  if (isFunctionNode(declaration)) return returnedExpressions(declaration);
  const assignment = isAccess(declaration) ? declaration.parent : declaration;
  if (ts.isBinaryExpression(assignment)) return [assignment.right];
  const loop = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : undefined;
  if (loop && ts.isForOfStatement(loop)) return [loop.expression];
  const call = ts.isParameter(declaration) ? declaration.parent.parent : undefined;
  return call && ts.isCallExpression(call) ? [call.expression] : [];
}

/** The modules of all names that a type is put together from, and of what these stand for. */
function wantTypes(type: ts.Node, workspace: Workspace, depth: number): void {
  if (ts.isImportTypeNode(type)) return wantImported(type, workspace);
  if (!ts.isIdentifier(type)) return ts.forEachChild(type, child => wantTypes(child, workspace, depth));
  for (const declaration of symbolAt(workspace, type)?.declarations ?? []) {
    const behind = typesBehind(declaration);
    if (depth < DEEPEST) for (const one of behind) wantTypes(one, workspace, depth + 1);
  }
}

/** What a name for a type is another name of, is limited by, or goes back to. */
function typesBehind(declaration: ts.Declaration): readonly ts.Node[] {
  if (ts.isTypeAliasDeclaration(declaration)) return [declaration.type];
  if (ts.isTypeParameterDeclaration(declaration))
    return declaration.constraint ? [declaration.constraint] : [];
  const isBased = ts.isClassLike(declaration) || ts.isInterfaceDeclaration(declaration);
  return isBased ? (declaration.heritageClauses ?? []) : [];
}

/** `import('./http').Http` */
function wantImported({ argument }: ts.ImportTypeNode, workspace: Workspace): void {
  const name = ts.isLiteralTypeNode(argument) ? argument.literal : argument;
  if (ts.isStringLiteral(name)) wantModule(name.text, name, workspace);
}
