import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';
import { isTextPiece, wrapped } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { isCompatText } from '../compat/compat.ts';
import { escaped } from '../fold/match.ts';
import { pathOfPattern, patternAround } from './url-patterns.ts';

/** A piece of text that the last segment of the deprecated path stands in. */
export type Needle = {
  literal: ts.Node;
  expression: ts.Expression;
  /** Whether it is all that the literal says, with no version before it: a word that code is full of. */
  isAlone: boolean;
  /** The path that it is a pattern for, where it is a regular expression. */
  pattern?: string;
  /** Whether it is the name of a member, or a type: nothing is sent from here, but somebody looks for it. */
  isName?: boolean;
};

/**
 * All literals of a file in which the last segment of the path stands as a whole segment, each with the
 * whole string that it is part of. Text in JSX, imports and types is none; nor is that of a compat module, which knows
 * the old path to get rid of it.
 */
export function findNeedles(file: ts.SourceFile, rule: Rule): Needle[] {
  if (isCompatText(file.text)) return [];
  const { last } = pathShape(rule);
  const found: Needle[] = [];
  for (let at = file.text.indexOf(last); at >= 0; at = file.text.indexOf(last, at + last.length)) {
    const literal = literalAt(file, at);
    // One literal after the other: a second find in the same one is the last that was found.
    if (!literal || found.at(-1)?.literal === literal) continue;
    const needle = findPattern(literal, rule) ?? findText(literal, rule);
    if (needle) found.push(needle);
  }
  return found;
}

/** A text in which the segment stands as a whole. */
function findText(literal: ts.Node, rule: Rule): Needle | undefined {
  const { text } = literal as ts.LiteralLikeNode;
  if (ts.isRegularExpressionLiteral(literal) || !mayEndPath(text, rule)) return undefined;
  const isName = isNameOrType(literal);
  const expression = isName ? (literal as ts.Expression) : expressionOf(literal);
  const { last } = pathShape(rule);
  const isWord = [last, `/${last}`].includes(text);
  return expression && { literal, expression, isAlone: isWord && !isBehindVersion(expression, rule), isName };
}

/** `` `${base}/v1.1/${name}/detail` ``: what is put together here says more than the word. */
function isBehindVersion(expression: ts.Expression, { deprecated }: Rule): boolean {
  let sum: ts.Node = expression;
  while (ts.isBinaryExpression(sum.parent)) sum = sum.parent;
  const versions = deprecated.versions.map(escaped).join('|');
  return new RegExp(`(?:^|[/}'"\`])(?:${versions})/`).test(sum.getText());
}

/** Whether the segment may be the end of the path here: behind nothing, or behind what the segment before may end with. */
function mayEndPath(text: string, rule: Rule): boolean {
  if (holdsSegments(text, rule)) return true;
  const { middle, last } = pathShape(rule);
  const behind = middle.length === 0 ? rule.deprecated.versions : middle.slice(-1);
  const found = text.matchAll(new RegExp(`(?:^|(?<=^|/)([\\w-]+)/|/)${last}(?=$|[?#&*]|\\{[?&#])`, 'g'));
  return [...found].some(([, other = '']) => behind.some(segment => segment.endsWith(other)));
}

/** All segments behind the version, within a command or with escaped slashes. */
function holdsSegments(text: string, rule: Rule): boolean {
  const slash = '(?:/|%2[Ff])';
  const path = pathShape(rule).rest.map(segment => slash + segment);
  return new RegExp(`${path.join('')}(?=[\\s"'\`;:|)\\\\{<>]|$|%3[Ff])`).test(text);
}

/** A regular expression that the path is looked for with. */
function findPattern(literal: ts.Node, rule: Rule): Needle | undefined {
  const expression = patternAround(literal);
  const pattern = expression && pathOfPattern(expression, rule);
  return !expression || pattern === undefined ? undefined : { literal, expression, isAlone: false, pattern };
}

/** The literal that an offset falls into, found by going straight down the tree. */
function literalAt(file: ts.SourceFile, offset: number): ts.Node | undefined {
  let node: ts.Node = file;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(node, next =>
      next.pos <= offset && offset < next.end ? next : undefined,
    );
    if (!child) break;
    node = child;
  }
  return isTextPiece(node) || ts.isRegularExpressionLiteral(node) ? node : undefined;
}

function expressionOf(literal: ts.Node): ts.Expression | undefined {
  const parent = literal.parent;
  if (ts.isTemplateExpression(parent)) return parent;
  if (ts.isTemplateSpan(parent)) return parent.parent;
  if (!ts.isStringLiteralLike(literal) || !isValue(literal)) return undefined;
  return literal;
}

/** `{ '/v1/things': … }`, `type Path = '/v1/things'`. */
const isNameOrType = (literal: ts.Node): boolean =>
  ts.isLiteralTypeNode(literal.parent) || (isMember(literal.parent) && literal.parent.name === literal);

const isMember = (
  node: ts.Node,
): node is ts.PropertyAssignment | ts.PropertySignature | ts.MethodDeclaration =>
  ts.isPropertyAssignment(node) || ts.isPropertySignature(node) || ts.isMethodDeclaration(node);

/** Attributes that lead to a page or are shown, and the path of a route. */
const SHOWN = words('href to as from path title alt label placeholder');
const isShown = (name: string): boolean => SHOWN.has(name) || name.startsWith('aria-');

/** Not a module specifier but of an address, a type, a property name, or an attribute that shows it. */
function isValue(literal: ts.StringLiteralLike): boolean {
  const parent = wrapped(literal).parent;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return /^https?:/.test(literal.text);
  if (ts.isJsxAttribute(parent)) return !isShown(parent.name.getText());
  if (ts.isExternalModuleReference(parent)) return false;
  return (parent as ts.NamedDeclaration).name !== literal;
}
