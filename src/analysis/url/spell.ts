import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { moduleSpecifierOf } from '../code/modules.ts';
import {
  accessName,
  dottedName,
  isAccess,
  isConst,
  isStatic,
  isWritten,
  positionOf,
  unwrap,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { frameOf } from '../fold/objects.ts';
import type { Frame } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';

/** Where an expression of another place is to be written, and the names that have to be imported for it. */
export type Speech = { workspace: Workspace; at: ts.Node; imports: Map<ts.NamedImports, Set<string>> };

/** How many names are looked through. */
const DEEPEST = 12;

/**
 * Writes an expression so that it gives at another place what it gives at its own: names that mean the same there
 * stay, constants that cannot be named there are written out. Undefined where that cannot be shown.
 */
export function spell(
  node: ts.Expression,
  frame: Frame | undefined,
  speech: Speech,
  depth = 0,
): string | undefined {
  const inner = unwrap(node);
  return depth > DEEPEST ? undefined : SPELLERS[inner.kind]?.(inner, frame, speech, depth + 1);
}

type Speller = (
  node: ts.Expression,
  frame: Frame | undefined,
  speech: Speech,
  depth: number,
) => string | undefined;

const asWritten: Speller = node => node.getText();

/** One row for each kind of expression that has no effect and gives the same each time. */
const SPELLERS: Partial<Record<ts.SyntaxKind, Speller>> = {
  [ts.SyntaxKind.StringLiteral]: asWritten,
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: asWritten,
  [ts.SyntaxKind.NumericLiteral]: asWritten,
  [ts.SyntaxKind.Identifier]: spellName,
  [ts.SyntaxKind.PropertyAccessExpression]: spellAccess,
  [ts.SyntaxKind.TemplateExpression]: spellTemplate,
  [ts.SyntaxKind.BinaryExpression]: spellChoice,
};

/** `a || b`, `a ?? b`, `a + b`. */
const OPERATORS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.PlusToken,
]);

function spellChoice(
  node: ts.Expression,
  frame: Frame | undefined,
  speech: Speech,
  depth: number,
): string | undefined {
  const { left, right, operatorToken } = node as ts.BinaryExpression;
  if (!OPERATORS.has(operatorToken.kind)) return undefined;
  const first = spell(left, frame, speech, depth);
  const second = spell(right, frame, speech, depth);
  return first && second && `(${first} ${operatorToken.getText()} ${second})`;
}

function spellTemplate(
  node: ts.Expression,
  frame: Frame | undefined,
  speech: Speech,
  depth: number,
): string | undefined {
  const { head, templateSpans } = node as ts.TemplateExpression;
  let text = head.getText();
  for (const { expression, literal } of templateSpans) {
    const value = spell(expression, frame, speech, depth);
    if (value === undefined) return undefined;
    text += value + literal.getText();
  }
  return text;
}

/** Objects whose members a program only reads. */
const ENVIRONMENT = words(
  'process.env.* import.meta.env.* location.* window.location.* globalThis.location.*',
);

function spellAccess(
  node: ts.Expression,
  frame: Frame | undefined,
  speech: Speech,
  depth: number,
): string | undefined {
  const access = node as ts.PropertyAccessExpression;
  if (ENVIRONMENT.has(access.getText())) return access.getText();
  const symbol = symbolAt(speech.workspace, access.name);
  if (!symbol || !isSetOnce(symbol, speech.workspace)) return undefined;
  if (access.expression.kind === ts.SyntaxKind.ThisKeyword)
    return isSameThis(access, speech.at) ? access.getText() : undefined;
  const owner = spell(access.expression, frame, speech, depth);
  return owner && `${owner}.${access.name.text}`;
}

/** Both stand in members of one class, so that `this` is the same object. */
function isSameThis(node: ts.Node, at: ts.Node): boolean {
  const own = memberAround(node);
  const other = memberAround(at);
  return own !== undefined && own.parent === other?.parent && !isStatic(own) && !isStatic(other);
}

/** The class member whose `this` counts at a node. */
function memberAround(node: ts.Node): ts.Node | undefined {
  const holder = ts.findAncestor(
    node.parent,
    parent => ts.isClassElement(parent) || (ts.isFunctionLike(parent) && !ts.isArrowFunction(parent)),
  );
  return holder && ts.isClassElement(holder) ? holder : undefined;
}

function spellName(
  node: ts.Expression,
  frame: Frame | undefined,
  speech: Speech,
  depth: number,
): string | undefined {
  const { workspace, at } = speech;
  const name = node as ts.Identifier;
  const symbol = symbolAt(workspace, name);
  const declaration = symbol?.valueDeclaration ?? symbol?.declarations?.[0];
  if (!symbol || !declaration) return undefined;
  if (ts.isParameter(declaration)) {
    const open = frameOf(declaration.parent, { frame });
    const given = open?.call.arguments?.[positionOf(declaration)];
    if (given && !ts.isSpreadElement(given)) return spell(given, open?.parent, speech, depth);
  }
  if (!isSetOnce(symbol, workspace)) return undefined;
  const there = workspace.checker
    .getSymbolsInScope(at, ts.SymbolFlags.Value | ts.SymbolFlags.Alias)
    .find(candidate => candidate.name === name.text);
  if (there && resolved(there, workspace) === symbol) return name.text;
  if (!there && importName(symbol, declaration, speech)) return name.text;
  return ts.isVariableDeclaration(declaration) && isConst(declaration) && declaration.initializer
    ? spell(declaration.initializer, frame, speech, depth)
    : undefined;
}

function resolved(symbol: ts.Symbol, workspace: Workspace): ts.Symbol {
  const [declaration] = symbol.declarations ?? [];
  const name = (declaration as ts.NamedDeclaration | undefined)?.name;
  return (name && symbol.flags & ts.SymbolFlags.Alias && symbolAt(workspace, name)) || symbol;
}

/** Whether a name or member keeps the value that it is declared with, as far as the project goes. */
function isSetOnce(symbol: ts.Symbol, workspace: Workspace): boolean {
  const isInitial = (use: ts.Node): boolean => {
    const fn = ts.findAncestor(use, ts.isFunctionLike);
    return fn !== undefined && ts.isConstructorDeclaration(fn);
  };
  const { sure, unsure } = usesOf(workspace, symbol);
  return ![...sure, ...unsure].some(use => {
    const target = isAccess(use.parent) && use.parent.expression !== use ? use.parent : use;
    return isWritten(target) && !isInitial(use);
  });
}

/** Brings a constant in from the module that the file takes other names from already. */
function importName(symbol: ts.Symbol, declaration: ts.Declaration, speech: Speech): boolean {
  const { workspace, at, imports } = speech;
  const file = at.getSourceFile();
  const home = declaration.getSourceFile();
  const exported = workspace.checker.getSymbolAtLocation(home)?.exports?.get(symbol.escapedName);
  if (!exported || exported !== symbol) return false;
  for (const statement of file.statements) {
    const named = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    const specifier = named && moduleSpecifierOf(named);
    if (!named || !ts.isNamedImports(named) || specifier === undefined) continue;
    if (workspace.resolve(specifier, workspace.pathOf(file)) !== workspace.pathOf(home)) continue;
    imports.set(named, (imports.get(named) ?? new Set()).add(symbol.name));
    return true;
  }
  return false;
}

/** The name by which an instance is known where it is used. */
export const ownerName = (callee: ts.Expression): string | undefined => {
  const inner = unwrap(callee);
  return isAccess(inner) && accessName(inner) !== undefined
    ? dottedName(inner.expression)
    : dottedName(inner);
};
