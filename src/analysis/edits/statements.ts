import { ts } from 'ts-morph';
import { isAccess, isWritten, memberName, wrapped } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { type Draft, editAt, replaceNode } from './draft.ts';
import { indentOf, removeWithLine } from './lines.ts';

/**
 * Removes an expression that is done for its effect: the statement with its line, the link of a chain
 * (`.set('a', b)`), or what stands behind an `if` or `&&`.
 */
export function removeStatement(draft: Draft, expression: ts.Expression): void {
  const outer = wrapped(expression) as ts.Expression;
  const parent = outer.parent;
  if (ts.isExpressionStatement(parent)) return removeWhole(draft, parent);
  if (isLast(parent, outer))
    return isIdle(parent.left)
      ? removeWhole(draft, parent.parent)
      : editAt(draft, parent, parent.left.getEnd(), parent.getEnd(), '');
  const isReassigned =
    ts.isBinaryExpression(parent) && parent.right === outer && ts.isExpressionStatement(parent.parent);
  if (
    isReassigned &&
    ts.isCallExpression(outer) &&
    isAccess(outer.expression) &&
    outer.expression.expression.getText() === parent.left.getText()
  ) {
    return removeWhole(draft, parent.parent as ts.ExpressionStatement);
  }
  if (ts.isCallExpression(outer) && isAccess(outer.expression)) {
    return editAt(draft, outer, outer.expression.expression.getEnd(), outer.getEnd(), '');
  }
  replaceNode(draft, outer, 'undefined');
}

/** `isOpen && params.set('open', 'yes');` */
const isLast = (
  node: ts.Node,
  right: ts.Node,
): node is ts.BinaryExpression & { parent: ts.ExpressionStatement } =>
  ts.isBinaryExpression(node) &&
  CHOICES.has(node.operatorToken.kind) &&
  node.right === right &&
  ts.isExpressionStatement(node.parent);

const CHOICES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Functions that only look. */
const LOOKS = words(
  'includes has hasOwn hasOwnProperty startsWith endsWith some every find isArray isNaN isInteger ' +
    'Boolean Number String trim toLowerCase',
);

/** Whether asking for a condition does nothing else, as far as can be told: then it may go with what it is for. */
function isIdle(condition: ts.Node): boolean {
  if (ts.isCallExpression(condition)) {
    const { expression } = condition;
    if (!LOOKS.has(isAccess(expression) ? memberName(expression) : expression.getText())) return false;
  }
  const isDone =
    ts.isNewExpression(condition) || ts.isAwaitExpression(condition) || ts.isYieldExpression(condition);
  return !isDone && !isWritten(condition) && !ts.forEachChild(condition, child => !isIdle(child));
}

/** A statement in a block goes with its line; one that is all of a branch with the branch, or leaves an empty block. */
function removeWhole(draft: Draft, statement: ts.ExpressionStatement): void {
  const { parent } = statement;
  const branch = ts.isBlock(parent) && parent.statements.length === 1 ? parent : statement;
  const around = branch.parent;
  if (ts.isIfStatement(around) && !around.elseStatement && isIdle(around.expression))
    return removeLines(draft, around);
  const isListed =
    ts.isBlock(parent) ||
    ts.isSourceFile(parent) ||
    ts.isCaseOrDefaultClause(parent) ||
    ts.isModuleBlock(parent);
  if (isListed) removeLines(draft, statement);
  else replaceNode(draft, statement, '{}');
}

function removeLines(draft: Draft, statement: ts.Statement): void {
  if (ts.isIfStatement(statement.parent)) return replaceNode(draft, statement, '{}');
  removeWithLine(draft, statement);
}

/** What stands between statements of this block: a new line with the same indentation, or a space. */
export function separatorBefore(statement: ts.Statement): string {
  const indent = indentOf(statement);
  return indent === undefined ? ' ' : `\n${indent}`;
}
