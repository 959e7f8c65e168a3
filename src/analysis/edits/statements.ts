import { ts } from 'ts-morph';
import { isAccess, wrapped } from '../code/syntax.ts';
import { type Draft, editAt, replaceNode } from './draft.ts';

/**
 * Removes an expression that is done for its effect: the statement with its line, the link of a chain
 * (`.set('a', b)`), or what stands behind an `if` or `&&`.
 */
export function removeStatement(draft: Draft, expression: ts.Expression): void {
  const outer = wrapped(expression) as ts.Expression;
  const parent = outer.parent;
  if (ts.isExpressionStatement(parent)) return removeWhole(draft, parent);
  if (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
    parent.right === outer &&
    ts.isExpressionStatement(parent.parent)
  ) {
    return removeWhole(draft, parent.parent);
  }
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

/** A statement in a block goes with its line; one that is all of a branch leaves an empty block. */
function removeWhole(draft: Draft, statement: ts.ExpressionStatement): void {
  const parent = statement.parent;
  if (
    ts.isBlock(parent) &&
    parent.statements.length === 1 &&
    ts.isIfStatement(parent.parent) &&
    !parent.parent.elseStatement
  ) {
    return removeLines(draft, parent.parent);
  }
  if (ts.isIfStatement(parent) && !parent.elseStatement) return removeLines(draft, parent);
  const isListed =
    ts.isBlock(parent) ||
    ts.isSourceFile(parent) ||
    ts.isCaseOrDefaultClause(parent) ||
    ts.isModuleBlock(parent);
  if (isListed) removeLines(draft, statement);
  else replaceNode(draft, statement, '{}');
}

function removeLines(draft: Draft, statement: ts.Statement): void {
  const parent = statement.parent;
  if (ts.isIfStatement(parent)) return replaceNode(draft, statement, '{}');
  const text = statement.getSourceFile().text;
  const lineStart = text.lastIndexOf('\n', statement.getStart() - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(statement.getEnd()))?.[0];
  const isOwnLine = rest !== undefined && text.slice(lineStart, statement.getStart()).trim() === '';
  if (isOwnLine) editAt(draft, statement, lineStart, statement.getEnd() + rest.length, '');
  else replaceNode(draft, statement, '');
}

/** What stands between statements of this block: a new line with the same indentation, or a space. */
export function separatorBefore(statement: ts.Statement): string {
  const { text } = statement.getSourceFile();
  const line = text.slice(0, statement.getStart()).match(/(\r?\n[ \t]*)$/)?.[1];
  return line ?? ' ';
}
