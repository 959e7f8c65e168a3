import { ts } from 'ts-morph';
import { isComputedMember, memberOf, mixinsOf, optionsAround, optionsOf } from '../code/component-options.ts';
import { unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { Component } from './component.ts';
import { listedProp, propSymbol } from './props.ts';

type Components = ReadonlyMap<string, Component>;

/**
 * The checker, with the names of templates and the members of components added to what it knows: `images` in a
 * template and `this.images` in a method both mean what `data()` declares.
 */
export function withTemplateNames(
  checker: ts.TypeChecker,
  files: ReadonlyMap<string, ts.SourceFile>,
  components: Components,
): ts.TypeChecker {
  const lengths = new Map<ts.SourceFile, number>();
  for (const [path, { length }] of components) {
    const file = files.get(path);
    if (file) lengths.set(file, length);
  }
  const isInTemplate = (node: ts.Node): boolean =>
    node.pos >= (lengths.get(node.getSourceFile()) ?? Number.POSITIVE_INFINITY);
  const symbolOf = (node: ts.Node): ts.Symbol | undefined => {
    const own = checker.getSymbolAtLocation(node);
    if (!ts.isIdentifier(node)) return own;
    if (!own && node.text.startsWith('$')) return storeSymbol(node, checker);
    if (own?.declarations?.some(isInTemplate)) return own;
    if (!isInTemplate(node)) return memberSymbol(ownOptions(node, checker), node, checker) ?? own;
    if (isMemberName(node)) return own;
    return templateSymbol(node, checker) ?? own;
  };
  return {
    ...checker,
    getSymbolAtLocation: symbolOf,
    getShorthandAssignmentValueSymbol: node => {
      const own = checker.getShorthandAssignmentValueSymbol(node);
      const name = node && ts.isShorthandPropertyAssignment(node) ? node.name : undefined;
      return name && isInTemplate(name) && !own?.declarations?.some(isInTemplate)
        ? (templateSymbol(name, checker) ?? own)
        : own;
    },
  };
}

const isMemberName = (node: ts.Identifier): boolean => {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node)
  );
};

/** What a name in the template of a component stands for. */
function templateSymbol(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const file = node.getSourceFile();
  return (
    classMember(node, checker) ??
    memberSymbol(optionsOf(file)[0], node, checker) ??
    propSymbol(file, node.text, checker)
  );
}

/** The function that the code of a template stands in. */
export const isTemplate = (node: ts.Node): node is ts.FunctionExpression =>
  ts.isFunctionExpression(node) && node.name?.text.startsWith('__gs_template') === true;

/** A member of the class that an Angular template, or that of a Vue class, belongs to. */
function classMember(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const file = node.getSourceFile();
  const template = ts.findAncestor(node, isTemplate);
  const [, owner] = template?.name?.text.split('_of_') ?? [];
  const found = owner === undefined ? exportedClass(file) : classNamed(owner, file);
  const symbol = found?.name && checker.getSymbolAtLocation(found.name);
  return symbol && checker.getDeclaredTypeOfSymbol(symbol).getProperty(node.text);
}

const classNamed = (name: string, file: ts.SourceFile): ts.ClassDeclaration | undefined =>
  file.statements.filter(ts.isClassDeclaration).find(one => one.name?.text === name);

/** The class of a Vue component in class style. */
const exportedClass = (file: ts.SourceFile): ts.ClassDeclaration | undefined =>
  file.statements
    .filter(ts.isClassDeclaration)
    .find(one => one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword));

const RUNES = words('$ $state $derived $effect $props $bindable $inspect $host');

/** `$images` in a Svelte component, a name that begins so: what is in the store `images`. */
function storeSymbol(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (RUNES.has(node.text) || !node.getSourceFile().fileName.includes('.svelte')) return undefined;
  const name = node.text.slice(1);
  const found = checker.getSymbolsInScope(node, ts.SymbolFlags.Value | ts.SymbolFlags.Alias);
  return found.find(symbol => symbol.name === name);
}

/** How far mixins of mixins are followed. */
const DEEPEST = 4;

function memberSymbol(
  options: ts.ObjectLiteralExpression | undefined,
  name: ts.Identifier,
  checker: ts.TypeChecker,
  depth = 0,
): ts.Symbol | undefined {
  if (!options || depth > DEEPEST) return undefined;
  const member = memberOf(options, name.text);
  if (member?.name) return checker.getSymbolAtLocation(member.name);
  const listed = listedProp(options, name.text, checker);
  if (listed) return listed;
  for (const mixin of mixinsOf(options)) {
    const found = memberSymbol(optionsBehind(mixin, checker), name, checker, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The options object that a name stands for, in this file or another. */
function optionsBehind(name: ts.Expression, checker: ts.TypeChecker): ts.ObjectLiteralExpression | undefined {
  if (!ts.isIdentifier(name)) return ts.isObjectLiteralExpression(name) ? name : undefined;
  const own = checker.getSymbolAtLocation(name);
  const symbol = own && own.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(own) : own;
  const declaration = symbol?.declarations?.[0];
  if (!declaration) return undefined;
  if (ts.isExportAssignment(declaration)) return optionsIn(declaration.expression);
  return ts.isVariableDeclaration(declaration) && declaration.initializer
    ? optionsIn(declaration.initializer)
    : undefined;
}

/** `{ … }`, `defineComponent({ … })`. */
function optionsIn(value: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const inner = unwrap(value);
  if (ts.isObjectLiteralExpression(inner)) return inner;
  const given = ts.isCallExpression(inner) ? inner.arguments[0] : undefined;
  return given && ts.isObjectLiteralExpression(given) ? given : undefined;
}

/** The options of the component that `this` means, or a variable that holds `this`. */
function ownOptions(node: ts.Identifier, checker: ts.TypeChecker): ts.ObjectLiteralExpression | undefined {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return undefined;
  const owner = unwrap(parent.expression);
  return isThis(owner, checker) ? optionsAround(node) : undefined;
}

function isThis(owner: ts.Expression, checker: ts.TypeChecker): boolean {
  if (owner.kind === ts.SyntaxKind.ThisKeyword) return true;
  const declaration = checker.getSymbolAtLocation(owner)?.valueDeclaration;
  if (!declaration) return false;
  if (ts.isParameter(declaration)) return isInstance(declaration);
  return ts.isVariableDeclaration(declaration) && declaration.initializer?.kind === ts.SyntaxKind.ThisKeyword;
}

/** `open: vm => vm.images.length`: a computed member is handed the component. */
const isInstance = (parameter: ts.ParameterDeclaration): boolean =>
  parameter.parent.parameters[0] === parameter && isComputedMember(parameter.parent);
