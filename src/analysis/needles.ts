import { ts } from 'ts-morph';
import type { Rule } from '../rule.ts';
import { pathShape } from './match.ts';
import { wrapped } from './syntax.ts';

/** A piece of text that the last segment of the deprecated path stands in. */
export type Needle = {
  literal: ts.Node;
  expression: ts.Expression;
  /** Whether it is all that the literal says: a word that code is full of. */
  isAlone: boolean;
};

/**
 * All literals of a file in which the last segment of the path stands as a whole segment, each with the
 * whole string that it is part of. Text in JSX, imports and types is none.
 */
export function findNeedles(file: ts.SourceFile, rule: Rule): Needle[] {
  const last = pathShape(rule).rest.at(-1) ?? '';
  const segment = new RegExp(`(?:^|/)${last}(?=$|[?#&*])`);
  const found: Needle[] = [];
  for (let at = file.text.indexOf(last); at >= 0; at = file.text.indexOf(last, at + last.length)) {
    const literal = literalAt(file, at);
    if (!literal || !segment.test((literal as ts.LiteralLikeNode).text)) continue;
    const expression = expressionOf(literal);
    const isAlone = (literal as ts.LiteralLikeNode).text.replace(/^\//, '') === last;
    // One literal after the other: a second find in the same one is the last that was found.
    if (expression && found.at(-1)?.literal !== literal) found.push({ literal, expression, isAlone });
  }
  return found;
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
  const isLiteral =
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
  return isLiteral && node.getStart() <= offset ? node : undefined;
}

function expressionOf(literal: ts.Node): ts.Expression | undefined {
  const parent = literal.parent;
  if (ts.isTemplateExpression(parent)) return parent;
  if (ts.isTemplateSpan(parent)) return parent.parent;
  if (!ts.isStringLiteralLike(literal) || !isValue(literal)) return undefined;
  return literal;
}

/** Not a module specifier, a type, a property name or a JSX attribute. */
function isValue(literal: ts.StringLiteralLike): boolean {
  const parent = wrapped(literal).parent;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isLiteralTypeNode(parent))
    return false;
  if (ts.isJsxAttribute(parent) || ts.isExternalModuleReference(parent)) return false;
  return (parent as ts.NamedDeclaration).name !== literal;
}
