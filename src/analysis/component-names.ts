import { ts } from 'ts-morph';
import type { Component } from './component.ts';
import { memberOf, optionsAround, optionsOf } from './component-options.ts';
import { unwrap } from './syntax.ts';

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
  return memberSymbol(optionsOf(node.getSourceFile())[0], node, checker);
}

const memberSymbol = (
  options: ts.ObjectLiteralExpression | undefined,
  { text }: ts.Identifier,
  checker: ts.TypeChecker,
): ts.Symbol | undefined => {
  const member = options && memberOf(options, text);
  return member?.name && checker.getSymbolAtLocation(member.name);
};

/** The options of the component that `this` means, or a variable that holds `this`. */
function ownOptions(node: ts.Identifier, checker: ts.TypeChecker): ts.ObjectLiteralExpression | undefined {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return undefined;
  const owner = unwrap(parent.expression);
  return isThis(owner, checker) ? optionsAround(node) : undefined;
}

function isThis(owner: ts.Expression, checker: ts.TypeChecker): boolean {
  if (owner.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(owner)) return false;
  const declaration = checker.getSymbolAtLocation(owner)?.valueDeclaration;
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer?.kind === ts.SyntaxKind.ThisKeyword
  );
}
