import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { isAssignment } from './syntax.ts';
import { words } from './word-lists.ts';

/** Longer chains of imports and re-exports would be circles. */
const MOST_HOPS = 10;

/** Asks for the modules on the way from an import to its declaration. */
export function wantModules(workspace: Workspace, symbol: ts.Symbol): void {
  const { checker } = workspace;
  let current: ts.Symbol | undefined = symbol;
  for (let hops = 0; current && hops < MOST_HOPS; hops++) {
    const declaration: ts.Declaration | undefined = current.declarations?.[0];
    const specifier = declaration && moduleSpecifierOf(declaration);
    const next: ts.Symbol | undefined =
      current.flags & ts.SymbolFlags.Alias ? checker.getImmediateAliasedSymbol(current) : undefined;
    const file =
      specifier === undefined ? undefined : wantModule(specifier, declaration as ts.Node, workspace);
    if (file && !next?.declarations) wantStars(file, importedName(declaration as ts.Node), workspace);
    current = next;
  }
}

/** The file of a module of the project, where it is loaded already; else it is asked for. */
export function wantModule(
  specifier: string,
  from: ts.Node,
  workspace: Workspace,
): ts.SourceFile | undefined {
  const path = workspace.resolve(specifier, workspace.pathOf(from));
  return path !== undefined && workspace.want(path) ? workspace.files.get(path) : undefined;
}

/**
 * Asks for what a module hands on as a whole, and may have the name from. Of what stands behind `export * from`: files
 * that mention the name, and other modules that gather what is around them.
 */
export function wantStars(file: ts.SourceFile, name: string, workspace: Workspace, depth = 0): void {
  const pathsOf = (modules: readonly string[]) =>
    modules.flatMap(module => workspace.resolve(module, workspace.pathOf(file)) ?? []);
  const paths = pathsOf(starsOf(file));
  const holders = new Set(workspace.mentioning(name));
  const likely = paths.filter(path => holders.has(path) || GATHERS.test(path));
  const merged = pathsOf(file.statements.flatMap(mergedModules));
  for (const path of [...(likely.length > 0 ? likely : paths), ...merged]) {
    const next = workspace.want(path) ? workspace.files.get(path) : undefined;
    if (next && depth < MOST_HOPS) wantStars(next, name, workspace, depth + 1);
  }
}

const GATHERS = /(?:^|\/)index\.\w+$/;

const starsOf = (file: ts.SourceFile): string[] =>
  file.statements.flatMap(statement => {
    const star = ts.isExportDeclaration(statement) && !statement.exportClause && statement.moduleSpecifier;
    return star && ts.isStringLiteral(star) ? star.text : [];
  });

const EXPORTS = words('exports module.exports');

/** `module.exports = require('./http')`, `module.exports = { ...require('./http') }` */
function mergedModules(statement: ts.Statement): string[] {
  const node = ts.isExpressionStatement(statement) ? statement.expression : statement;
  return isAssignment(node) && EXPORTS.has(node.left.getText()) ? modulesIn(node.right) : [];
}

/** The modules that an expression is, or is spread from, by a name or not. */
function modulesIn(node: ts.Expression): string[] {
  if (ts.isObjectLiteralExpression(node))
    return node.properties.flatMap(one => (ts.isSpreadAssignment(one) ? modulesIn(one.expression) : []));
  const own = ts.isIdentifier(node) ? variableNamed(node)?.initializer : node;
  const module = own && requiredModule(own);
  return module === undefined ? [] : [module];
}

/** The variable at the top of the file that a name means. */
export const variableNamed = (name: ts.Identifier): ts.VariableDeclaration | undefined =>
  name
    .getSourceFile()
    .statements.flatMap(one => (ts.isVariableStatement(one) ? [...one.declarationList.declarations] : []))
    .find(declaration => declaration.name.getText() === name.text);

/** The name under which a module exports what an import or re-export declares. */
const importedName = (declaration: ts.Node): string =>
  ts.isImportSpecifier(declaration) || ts.isExportSpecifier(declaration) || ts.isBindingElement(declaration)
    ? (declaration.propertyName ?? declaration.name).getText()
    : 'default';

/** The module that an import or re-export takes its binding from. */
export function moduleSpecifierOf(declaration: ts.Node): string | undefined {
  const statement = ts.findAncestor(
    declaration,
    node =>
      ts.isImportDeclaration(node) ||
      ts.isExportDeclaration(node) ||
      ts.isImportEqualsDeclaration(node) ||
      ts.isVariableDeclaration(node),
  );
  if (!statement) return undefined;
  if (ts.isVariableDeclaration(statement))
    return statement.initializer && requiredModule(statement.initializer);
  if (ts.isImportEqualsDeclaration(statement)) {
    const reference = statement.moduleReference;
    return ts.isExternalModuleReference(reference) && ts.isStringLiteral(reference.expression)
      ? reference.expression.text
      : undefined;
  }
  const specifier = (statement as ts.ImportDeclaration).moduleSpecifier;
  return specifier && ts.isStringLiteral(specifier) ? specifier.text : undefined;
}

/** `require('x')`, `require('x').y`, `await import('x')` → `x`. */
export function requiredModule(node: ts.Expression): string | undefined {
  if (ts.isAwaitExpression(node) || ts.isPropertyAccessExpression(node) || ts.isParenthesizedExpression(node))
    return requiredModule(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const isLoad =
    node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  const [name] = node.arguments;
  return isLoad && name && ts.isStringLiteralLike(name) ? name.text : undefined;
}
