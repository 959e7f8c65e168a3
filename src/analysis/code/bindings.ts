import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { exportedMember } from './exported.ts';
import { localPlaces } from './file-local.ts';
import { heirMembers } from './heirs.ts';
import { memberOfModule, moduleExport } from './module-members.ts';
import { wantModules } from './modules.ts';
import { isDeclarationName, namesOf, referencesTo } from './names.ts';
import { isSameByShape } from './structural.ts';
import { propertyName } from './syntax.ts';
import { isUnsureUse } from './unsure-uses.ts';

/** Where a symbol is used. `unsure`: a member of that name on a value whose type is not known. */
export type Uses = { sure: ts.Node[]; unsure: ts.Node[] };

/** Whether something in a file is called by this name; members and keys do not count. */
export const isNameTaken = (file: ts.SourceFile, name: string): boolean =>
  (namesOf(file).get(name) ?? []).some(node => {
    const parent = node.parent as ts.NamedDeclaration;
    const isMemberName = isMember(parent) && parent.name === node && !ts.isParameter(parent);
    return ts.isIdentifier(node) && !isMemberName;
  });

/** The symbol that a name stands for, with imports and re-exports resolved as far as files are loaded. */
export function symbolAt(workspace: Workspace, node: ts.Node): ts.Symbol | undefined {
  const { checker } = workspace;
  const parent = node.parent;
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
    return resolveAlias(workspace, checker.getShorthandAssignmentValueSymbol(parent));
  }
  return resolveAlias(workspace, checker.getSymbolAtLocation(node));
}

/** The symbol that holds a value from now on: of `{ url }` the member, not the variable that it comes from. */
export const holderAt = (workspace: Workspace, holder: ts.Node): ts.Symbol | undefined =>
  ts.isShorthandPropertyAssignment(holder.parent)
    ? workspace.checker.getSymbolAtLocation(holder)
    : symbolAt(workspace, ts.isPropertyAccessExpression(holder) ? holder.name : holder);

function resolveAlias(workspace: Workspace, symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  if (!symbol || !(symbol.flags & ts.SymbolFlags.Alias)) return symbol;
  wantModules(workspace, symbol);
  const target = workspace.checker.getAliasedSymbol(symbol);
  return target.declarations ? target : symbol;
}

/** Whether other files can name what is declared here. */
export function isVisibleOutside(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(declaration => {
    if (ts.isParameter(declaration) && !ts.isParameterPropertyDeclaration(declaration, declaration.parent))
      return false;
    if (ts.isPrivateIdentifier((declaration as ts.NamedDeclaration).name ?? declaration)) return false;
    if (
      ts.canHaveModifiers(declaration) &&
      ts.getModifiers(declaration)?.some(m => m.kind === ts.SyntaxKind.PrivateKeyword)
    )
      return false;
    if (isMember(declaration)) return true;
    const owner = ts.findAncestor(
      declaration.parent,
      node => ts.isSourceFile(node) || ts.isFunctionLike(node),
    );
    return owner !== undefined && ts.isSourceFile(owner);
  });
}

export const isMember = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node) ||
  ts.isShorthandPropertyAssignment(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isPropertySignature(node) ||
  ts.isMethodSignature(node) ||
  ts.isEnumMember(node) ||
  ts.isGetAccessor(node) ||
  ts.isBinaryExpression(node) ||
  ts.isPropertyAccessExpression(node) ||
  (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent));

/**
 * Every place that uses a symbol, in all loaded files; files that mention its name are asked for, so the
 * answer is complete only when a round asks for nothing more. Names in declarations, imports and exports are
 * not uses.
 */
export function usesOf(workspace: Workspace, symbol: ts.Symbol | undefined): Uses {
  if (!symbol) return { sure: [], unsure: [] };
  const known = usesBySymbol.get(workspace) ?? new Map<ts.Symbol, Uses>();
  usesBySymbol.set(workspace, known);
  const uses =
    known.get(symbol) ??
    findLocalUses(workspace, symbol) ??
    findUses(workspace, symbol, memberFamily(workspace, symbol));
  known.set(symbol, uses);
  return uses;
}

const usesBySymbol = new WeakMap<Workspace, Map<ts.Symbol, Uses>>();

/** All uses of what is declared by a family; what an exported object holds is reached through its member too. */
function findUses(workspace: Workspace, symbol: ts.Symbol, family: Family): Uses {
  const homes = isVisibleOutside(symbol) ? [...new Set([...family].map(workspace.pathOf))] : [];
  const names = new Set<string>();
  const uses: Uses = { sure: [], unsure: [] };
  const seen = new Set<ts.Node>();
  const known = [symbol.name, ...declaredNames([...family] as ts.Declaration[])];
  const queue = [...new Set(known)].filter(name => name !== 'default');
  queue.push(...defaultImportNames(workspace, symbol));
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    if (homes.length > 0) workspace.wantMentions(name, homes);
    for (const node of placesOf(name, workspace)) {
      if (seen.has(node)) continue;
      seen.add(node);
      const renamed = collectUse(workspace, family, node, uses);
      if (renamed !== undefined) queue.push(renamed);
    }
  }
  const members = uses.sure.flatMap(use => exportedMember(use) ?? []).filter(member => !family.has(member));
  return members.length === 0 ? uses : findUses(workspace, symbol, new Set([...family, ...members]));
}

/** A store of Svelte is read under its name with a dollar sign too. */
const placesOf = (name: string, { files }: Workspace): readonly ts.Node[] => [
  ...referencesTo(name, files),
  ...referencesTo(`$${name}`, files).filter(node => node.getSourceFile().fileName.includes('.svelte')),
];

/** Declarations that are one thing to callers. The checker makes new symbols of one declaration for generic types. */
type Family = ReadonlySet<ts.Node>;

const isOf = (family: Family, symbol: ts.Symbol): boolean =>
  (symbol.declarations ?? []).some(declaration => family.has(declaration));

/** The uses of what one file alone has a name for; undefined where others may have one. */
function findLocalUses(workspace: Workspace, { declarations = [] }: ts.Symbol): Uses | undefined {
  const family = new Set<ts.Node>(declarations);
  const sure = localPlaces(declarations, workspace)?.filter(place => {
    const found = symbolAt(workspace, place);
    return found !== undefined && isOf(family, found);
  });
  return sure && { sure, unsure: [] };
}

const isFamily = (found: ts.Symbol, family: Family, workspace: Workspace): boolean =>
  isOf(family, found) || isSameByShape(found, family, workspace);

/** Sorts one occurrence of the name in; a renaming import or export yields the other name. */
function collectUse(workspace: Workspace, family: Family, node: ts.Node, uses: Uses): string | undefined {
  const parent = node.parent;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isImportClause(parent)) {
    const target = symbolAt(workspace, ts.isImportClause(parent) ? node : parent.name);
    return target && isOf(family, target) ? parent.name?.text : undefined;
  }
  if (isDeclarationName(node)) {
    const property = ts.isBindingElement(parent)
      ? (destructuredProperty(workspace, parent) ?? moduleExport(workspace, parent))
      : undefined;
    if (property && isFamily(property, family, workspace)) uses.sure.push(node);
    return undefined;
  }
  collectReference(workspace, family, node, uses);
  return ts.isBindingElement(parent) ? importedAs(workspace, family, parent) : undefined;
}

/** `list` of `const { listImages: list } = require('./glance')`, which the checker takes for an import. */
function importedAs(workspace: Workspace, family: Family, { name }: ts.BindingElement): string | undefined {
  const local = ts.isIdentifier(name) ? symbolAt(workspace, name) : undefined;
  return local && isOf(family, local) ? (name as ts.Identifier).text : undefined;
}

function collectReference(workspace: Workspace, family: Family, node: ts.Node, uses: Uses): void {
  const found = symbolAt(workspace, node) ?? memberOfModule(workspace, node);
  if (found && isFamily(found, family, workspace)) uses.sure.push(node);
  else if (!found && isUnsureUse(node, family, workspace)) uses.unsure.push(node);
}

/** The property that a binding element without a symbol of its own reads. */
export function destructuredProperty(
  workspace: Workspace,
  element: ts.BindingElement,
): ts.Symbol | undefined {
  const name = propertyName(element.propertyName ?? element.name);
  if (name === undefined || element.dotDotDotToken) return undefined;
  const property = workspace.checker.getTypeAtLocation(element.parent).getProperty(name);
  return resolveAlias(workspace, property);
}

/** Names a default export has at home; importers choose others. */
function declaredNames(declarations: readonly ts.Declaration[]): string[] {
  return declarations.flatMap(declaration => {
    const name = (declaration as ts.NamedDeclaration).name;
    return name && ts.isIdentifier(name) ? [name.text] : [];
  });
}

function defaultImportNames(workspace: Workspace, symbol: ts.Symbol): string[] {
  const declaration = symbol.declarations?.[0];
  if (!declaration || !isDefaultExported(workspace, symbol)) return [];
  const stem = workspace
    .pathOf(declaration)
    .replace(/\.[^./]+$/, '')
    .split('/');
  const word = stem.at(-1) === 'index' ? stem.at(-2) : stem.at(-1);
  if (word !== undefined) workspace.wantMentions(word, [workspace.pathOf(declaration)]);
  return [...workspace.files.values()].flatMap(file =>
    file.statements.flatMap(statement => {
      const name = ts.isImportDeclaration(statement) ? statement.importClause?.name : undefined;
      return name && symbolAt(workspace, name) === symbol ? [name.text] : [];
    }),
  );
}

function isDefaultExported(workspace: Workspace, symbol: ts.Symbol): boolean {
  if (symbol.name === 'default' || symbol.name === 'export=') return true;
  const file = symbol.declarations?.[0]?.getSourceFile();
  const own = file && workspace.checker.getSymbolAtLocation(file);
  const exported =
    own?.exports?.get(ts.InternalSymbolName.Default) ?? own?.exports?.get(ts.InternalSymbolName.ExportEquals);
  return exported !== undefined && resolveAlias(workspace, exported) === symbol;
}

/** What the class or interface of a member extends and implements. */
function basesOfOwner({ parent: owner }: ts.Declaration): readonly ts.ExpressionWithTypeArguments[] {
  if (!owner || !(ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner))) return [];
  return (owner.heritageClauses ?? []).flatMap(clause => [...clause.types]);
}

/** A method and the interface or base member that callers may reach it through. */
function memberFamily(workspace: Workspace, symbol: ts.Symbol): Family {
  const family = new Set<ts.Node>(symbol.declarations ?? []);
  for (const base of (symbol.declarations ?? []).flatMap(basesOfOwner)) {
    const type = workspace.checker.getTypeAtLocation(base);
    if (ts.isIdentifier(base.expression)) symbolAt(workspace, base.expression);
    const inherited = type.getProperty(symbol.name);
    for (const declaration of inherited?.declarations ?? []) family.add(declaration);
  }
  // A class below may declare the field once more; a method it has in its place is another one.
  for (const { parent } of (symbol.declarations ?? []).filter(ts.isPropertyDeclaration))
    for (const heir of heirMembers(parent, symbol.name, workspace))
      if (ts.isPropertyDeclaration(heir)) family.add(heir);
  return family;
}
