import { ts } from 'ts-morph';
import { isAccess, unwrap } from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';
import { foldCall } from './calls.ts';
import { foldReference } from './names.ts';
import { type Frame, type Part, product, type Template } from './template.ts';
import { foldCondition } from './truth.ts';
import { foldNew } from './url.ts';

export type FoldContext = {
  workspace: Workspace;
  frame: Frame | undefined;
  depth: number;
  /**
   * Only what is certain letter for letter is text: no alternatives, nothing that is normalised on the way. Of names
   * and calls, only those are looked into that lead to one of these literals.
   */
  exactly?: ReadonlySet<ts.Node>;
};

/** How deep names, calls and operators are followed before the rest is a hole. */
const DEEPEST = 40;

/**
 * All strings that an expression may evaluate to, each as a template. What is not known is a hole, never a
 * guess; there is always at least one alternative.
 */
export function fold(node: ts.Expression, context: FoldContext): Template[] {
  if (context.depth > DEEPEST) return hole(node, context);
  const inner = unwrap(node);
  const next = { ...context, depth: context.depth + 1 };
  const folded = FOLDS[inner.kind]?.(inner, next);
  const isUsable = folded && !isNothing(inner, folded) && isExact(inner, folded, context);
  return isUsable ? folded : hole(inner, context);
}

/** A name that leads to nothing known is itself the hole: what is done to it by its name counts. */
const isNothing = (node: ts.Expression, folded: readonly Template[]): boolean =>
  (ts.isIdentifier(node) || isAccess(node)) &&
  folded.every(template => template.length === 1 && template.every(part => 'hole' in part));

const NAMES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.CallExpression,
]);

function isExact(node: ts.Expression, folded: readonly Template[], { exactly }: FoldContext): boolean {
  if (!exactly) return true;
  const [only] = folded;
  if (folded.length !== 1 || !only) return false;
  return !NAMES.has(node.kind) || only.some(part => 'node' in part && exactly.has(part.node));
}

/** The one alternative that says: not known. */
export const hole = (node: ts.Expression, context: FoldContext): Template[] => [
  [{ hole: node, frame: context.frame }],
];

type Fold = (node: ts.Expression, context: FoldContext) => Template[] | undefined;

/** One row for each kind of expression that builds strings; all other kinds are holes. */
const FOLDS: Partial<Record<ts.SyntaxKind, Fold>> = {
  [ts.SyntaxKind.StringLiteral]: node => [[literalPart(node as ts.StringLiteral)]],
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: node => [
    [literalPart(node as ts.NoSubstitutionTemplateLiteral)],
  ],
  [ts.SyntaxKind.NumericLiteral]: node => [[literalPart(node as ts.NumericLiteral)]],
  [ts.SyntaxKind.TemplateExpression]: (node, context) => foldTemplate(node as ts.TemplateExpression, context),
  [ts.SyntaxKind.TaggedTemplateExpression]: (node, context) => {
    const { tag, template } = node as ts.TaggedTemplateExpression;
    return isRaw(tag) && !template.getText().includes('\\') ? fold(template, context) : undefined;
  },
  [ts.SyntaxKind.BinaryExpression]: (node, context) => foldBinary(node as ts.BinaryExpression, context),
  [ts.SyntaxKind.ConditionalExpression]: (node, context) =>
    foldBranches(node as ts.ConditionalExpression, branch => fold(branch, context), context),
  [ts.SyntaxKind.AwaitExpression]: (node, context) => fold((node as ts.AwaitExpression).expression, context),
  [ts.SyntaxKind.CallExpression]: (node, context) => foldCall(node as ts.CallExpression, context),
  [ts.SyntaxKind.NewExpression]: (node, context) => foldNew(node as ts.NewExpression, context),
  [ts.SyntaxKind.Identifier]: (node, context) => foldReference(node as ts.Identifier, context),
  [ts.SyntaxKind.PropertyAccessExpression]: foldAccess,
  [ts.SyntaxKind.ElementAccessExpression]: foldAccess,
};

/** `String.raw` gives the text as it is written. */
export const isRaw = (tag: ts.Node): boolean => tag.getText() === 'String.raw';

/** `.href` and `.pathname` of a URL are its text; every other access is a name to resolve. */
function foldAccess(node: ts.Expression, context: FoldContext): Template[] | undefined {
  if (!isAccess(node)) return undefined;
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'href') return fold(node.expression, context);
  return foldReference(node, context);
}

function foldTemplate(node: ts.TemplateExpression, context: FoldContext): Template[] | undefined {
  let alternatives: Template[] | undefined = [[templatePart(node.head)]];
  for (const span of node.templateSpans) {
    if (alternatives === undefined) return undefined;
    const withHole: Template[] | undefined = product(alternatives, fold(span.expression, context));
    alternatives = withHole && product(withHole, [[templatePart(span.literal)]]);
  }
  return alternatives;
}

/** Both branches of a condition, or the one that is taken where that is known. */
export function foldBranches<T>(
  { condition, whenTrue, whenFalse }: ts.ConditionalExpression,
  read: (branch: ts.Expression) => T[],
  context: FoldContext,
): T[] {
  const isTaken = foldCondition(condition, context);
  return [...(isTaken === false ? [] : read(whenTrue)), ...(isTaken ? [] : read(whenFalse))];
}

function foldBinary(node: ts.BinaryExpression, context: FoldContext): Template[] | undefined {
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return product(fold(node.left, context), fold(node.right, context));
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [...fold(node.left, context), ...fold(node.right, context)];
    case ts.SyntaxKind.AmpersandAmpersandToken: {
      const isTaken = foldCondition(node.left, context);
      return [...(isTaken ? [] : [[]]), ...(isTaken === false ? [] : fold(node.right, context))];
    }
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
      return fold(node.right, context);
    default:
      return undefined;
  }
}

/** The text of a literal, with its place where the source spells it letter for letter. */
function literalPart(node: ts.StringLiteralLike | ts.NumericLiteral): Part {
  const source = node.getText();
  const raw = ts.isNumericLiteral(node) ? source : source.slice(1, -1);
  const start = node.getStart() + (ts.isNumericLiteral(node) ? 0 : 1);
  return {
    text: ts.isNumericLiteral(node) ? source : node.text,
    node,
    start: raw === node.text || ts.isNumericLiteral(node) ? start : -1,
  };
}

/** Head, middle or tail of a template literal: its text begins behind the backtick or brace. */
export function templatePart(node: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail): Part {
  const end = ts.isTemplateTail(node) ? 1 : 2;
  const raw = node.getText().slice(1, -end);
  return {
    text: node.text,
    node,
    start: raw === node.text ? node.getStart() + 1 : -1,
  };
}
