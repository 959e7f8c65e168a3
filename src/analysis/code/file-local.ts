import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { isExportReference } from './exported.ts';
import { isDeclarationName, namesOf } from './names.ts';

/** What a name is declared by that is no member of anything. */
const DECLARES = new Set([
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.BindingElement,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.EnumDeclaration,
]);

/**
 * Every place where what is declared may be meant, where that is in one file and by its name alone: it stands in a
 * function or a module, and nothing exports it. Undefined where other files may have a name for it, or a template.
 */
export function localPlaces(
  declarations: readonly ts.Node[],
  workspace: Workspace,
): readonly ts.Node[] | undefined {
  const [first] = declarations;
  const file = first?.getSourceFile();
  const name = (first as ts.NamedDeclaration | undefined)?.name;
  if (!file || !name || !ts.isIdentifier(name) || workspace.components.has(workspace.pathOf(file)))
    return undefined;
  const isLocal = declarations.every(one => one.getSourceFile() === file && isEnclosed(one));
  if (!isLocal) return undefined;
  const named = namesOf(file).get(name.text) ?? [];
  const places = named.filter(mayMeanVariable);
  const isKnownOutside =
    named.some(({ parent }) => ts.isExportSpecifier(parent)) || places.some(isExportReference);
  return isKnownOutside ? undefined : places;
}

/** Whether a name is that of a variable, a function or a type, and only known in its function or module. */
function isEnclosed(declaration: ts.Node): boolean {
  if (!DECLARES.has(declaration.kind)) return false;
  if (ts.isParameter(declaration) && ts.isParameterPropertyDeclaration(declaration, declaration.parent))
    return false;
  if (ts.getCombinedModifierFlags(declaration as ts.Declaration) & ts.ModifierFlags.Export) return false;
  const scope = ts.findAncestor(
    declaration.parent,
    node => ts.isSourceFile(node) || ts.isFunctionLike(node) || ts.isModuleDeclaration(node),
  );
  return scope !== undefined && (ts.isSourceFile(scope) ? isModule(scope) : ts.isFunctionLike(scope));
}

/** What the parser has seen of exports and imports, and of `require` and `exports`. */
const isModule = (file: ts.SourceFile): boolean =>
  (file as { externalModuleIndicator?: unknown }).externalModuleIndicator !== undefined ||
  (file as { commonJsModuleIndicator?: unknown }).commonJsModuleIndicator !== undefined;

/** Not the name of a member, of an attribute or of something else that is declared. */
function mayMeanVariable(place: ts.Node): boolean {
  const { parent } = place;
  if (!ts.isIdentifier(place) || isDeclarationName(place) || ts.isJsxAttribute(parent)) return false;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== place;
  return !(ts.isBindingElement(parent) && parent.propertyName === place);
}
