import { ts } from 'ts-morph';
import { isCondition } from '../code/conditions.ts';
import { excerpt, isAccess, isRepeatable, unwrap, wrapped } from '../code/syntax.ts';
import { block, type Draft, editAt, insertAfter, insertBefore, quoted } from '../edits/draft.ts';
import { expectImage } from './presence.ts';
import type { Trace } from './tracker.ts';

/** A read that was a truth value and becomes a comparison with `value`. */
export type Truth = { value: string; isOptional: boolean; name: string };

/**
 * Rewrites the read of a truth value, whose key has been changed already, to a comparison; what is around it
 * decides about `!`, parentheses and comparisons that were there before.
 */
export function readTruth(node: ts.Expression, truth: Truth, trace: Trace): void {
  const { draft } = trace;
  const outer = wrapped(node);
  const parent = outer.parent;
  if (!truth.isOptional && !isSameWithout(outer)) expectImage(node, truth.name, trace);
  if (ts.isBinaryExpression(parent) && decideByOperator(parent, outer, node, truth, draft)) return;
  const isNegated = ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken;
  if (truth.isOptional && !isNegated && !isCondition(outer)) return keepMissing(node, truth, draft);
  // `image.is_public as boolean`: an assertion binds tighter than a comparison.
  if (outer !== node && !ts.isParenthesizedExpression(node.parent)) return enclose(node, truth, draft);
  if (isAccess(parent) && parent.expression === outer && !ts.isParenthesizedExpression(outer))
    return enclose(outer, truth, draft);
  if (isNegated) return negate(parent, node, truth, draft);
  if (bindsTighter(parent, outer)) return enclose(outer, truth, draft);
  insertAfter(draft, node, ` === ${quoted(node, truth.value)}`);
}

/** Where undefined does what false does. */
export function isSameWithout(outer: ts.Node): boolean {
  const { parent } = outer;
  if (isCondition(outer) || isShown(outer)) return true;
  if (!ts.isBinaryExpression(parent) || parent.left !== outer) return false;
  const operator = parent.operatorToken.kind;
  if (operator === ts.SyntaxKind.BarBarToken) return true;
  const right = unwrap(parent.right).kind;
  if (operator === ts.SyntaxKind.QuestionQuestionToken) return right === ts.SyntaxKind.FalseKeyword;
  return (EQUAL.has(operator) || UNEQUAL.has(operator)) && right === ts.SyntaxKind.TrueKeyword;
}

/** `<li>{image.is_public && <Globe />}</li>`: neither is shown. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isShown(parent);
  const isAnd =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  if (isAnd) return isShown(parent);
  return ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent);
}

const decideByOperator = (
  binary: ts.BinaryExpression,
  outer: ts.Node,
  node: ts.Expression,
  truth: Truth,
  draft: Draft,
): boolean =>
  compareWithLiteral(binary, outer, node, truth, draft) || dropDefault(binary, outer, truth, draft);

/** `image?.is_public` as a value: undefined where there is no image, which a comparison would not be. */
function keepMissing(node: ts.Expression, truth: Truth, draft: Draft): void {
  const owner = isAccess(node) ? node.expression : undefined;
  if (!owner || !isRepeatable(owner))
    return block(draft, 'unsupported-read', node, { name: truth.name, text: excerpt(node.parent) });
  insertBefore(draft, node, `(${owner.getText()} == null ? undefined : `);
  insertAfter(draft, node, ` === ${quoted(node, truth.value)})`);
}

function enclose(node: ts.Node, truth: Truth, draft: Draft): void {
  insertBefore(draft, node, '(');
  insertAfter(draft, node, ` === ${quoted(node, truth.value)})`);
}

/** `!a.x` → `a.y !== 'v'`, `!!a.x` → `a.y === 'v'`. */
function negate(not: ts.PrefixUnaryExpression, node: ts.Expression, truth: Truth, draft: Draft): void {
  const twice =
    ts.isPrefixUnaryExpression(not.parent) && not.parent.operator === ts.SyntaxKind.ExclamationToken
      ? not.parent
      : undefined;
  const first = twice ?? not;
  editAt(draft, first, first.getStart(), not.operand.getStart(), '');
  const text = ` ${twice ? '===' : '!=='} ${quoted(node, truth.value)}`;
  const isTight = bindsTighter(first.parent, first);
  if (isTight) insertBefore(draft, not.operand, '(');
  insertAfter(draft, node, isTight ? `${text})` : text);
}

const EQUAL = new Set([ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.EqualsEqualsToken]);
const UNEQUAL = new Set([ts.SyntaxKind.ExclamationEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsToken]);

const isComparison = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) &&
  (EQUAL.has(node.operatorToken.kind) || UNEQUAL.has(node.operatorToken.kind)) &&
  [node.left, node.right].some(side => isBooleanLiteral(unwrap(side)));

const isBooleanLiteral = (node: ts.Expression): boolean =>
  node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;

/** `a.x === true` → `a.y === 'v'`, `a.x !== true` and `a.x === false` → `a.y !== 'v'`. */
function compareWithLiteral(
  binary: ts.BinaryExpression,
  outer: ts.Node,
  node: ts.Expression,
  truth: Truth,
  draft: Draft,
): boolean {
  if (!isComparison(binary) || binary.left !== outer) return false;
  const isTrue = unwrap(binary.right).kind === ts.SyntaxKind.TrueKeyword;
  const isEqual = EQUAL.has(binary.operatorToken.kind);
  // An image that is not there is neither true nor false.
  if (truth.isOptional && !(isTrue && isEqual)) return false;
  // What was put around the truth value goes with it: `(image.is_public as any) === true`.
  if (outer !== node) editAt(draft, node, outer.getStart(), node.getStart(), '');
  editAt(
    draft,
    node,
    node.getEnd(),
    binary.getEnd(),
    ` ${isTrue === isEqual ? '===' : '!=='} ${quoted(node, truth.value)}`,
  );
  return true;
}

/** `a.x ?? false`: the field is always there, and the compiler refuses a default behind a comparison. */
function dropDefault(binary: ts.BinaryExpression, outer: ts.Node, truth: Truth, draft: Draft): boolean {
  if (binary.left !== outer) return false;
  const isFalsy = unwrap(binary.right).kind === ts.SyntaxKind.FalseKeyword;
  if (truth.isOptional && !isFalsy) return false;
  const isNullish = binary.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  const isFalse =
    binary.operatorToken.kind === ts.SyntaxKind.BarBarToken &&
    unwrap(binary.right).kind === ts.SyntaxKind.FalseKeyword;
  if (!isNullish && !isFalse) return false;
  editAt(draft, binary, outer.getEnd(), binary.getEnd(), ` === ${quoted(outer, truth.value)}`);
  return true;
}

/** Operators that bind as loosely as a comparison or looser: no parentheses are needed under them. */
const LOOSE = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.CommaToken,
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
]);

function bindsTighter(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return false;
  if (ts.isBinaryExpression(parent)) return !LOOSE.has(parent.operatorToken.kind);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression === node;
  return (
    ts.isPrefixUnaryExpression(parent) ||
    ts.isAwaitExpression(parent) ||
    ts.isTypeOfExpression(parent) ||
    ts.isVoidExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isTypeAssertionExpression(parent) ||
    ts.isSpreadElement(parent) ||
    isAccess(parent)
  );
}
