import { ts } from 'ts-morph';
import { isAccess, isAround, isFunctionNode, wrapped } from './syntax.ts';

const BRANCHES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.DefaultClause,
  ts.SyntaxKind.TryStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
]);

/** Whether a node is run in some runs only of the function that another node stands in. */
export function isSometimesRun(node: ts.Node, anchor: ts.Node): boolean {
  let at = node;
  while (!ts.isSourceFile(at) && !isAround(at, anchor)) {
    const { parent } = at;
    if (isAround(parent, anchor)) return false;
    if (BRANCHES.has(parent.kind) || ts.isFunctionLike(parent) || isShortCut(parent, at)) return true;
    at = parent;
  }
  return false;
}

const isShortCut = (parent: ts.Node, node: ts.Node): boolean =>
  ts.isBinaryExpression(parent) &&
  parent.right === node &&
  [
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
  ].includes(parent.operatorToken.kind);

/** Methods whose callback is asked for the truth of its result. */
const PREDICATES = new Set([
  'filter',
  'find',
  'some',
  'every',
  'findIndex',
  'findLast',
  'findLastIndex',
  'partition',
  'reject',
  'takeWhile',
]);

/** Whether only the truth of an expression matters, not which falsy value it is. */
export function isCondition(node: ts.Node): boolean {
  const parent = node.parent;
  if (ts.isParenthesizedExpression(parent)) return isCondition(parent);
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent))
    return parent.condition === node || (ts.isConditionalExpression(parent) && isCondition(parent));
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isBinaryExpression(parent)) return isConditionOperand(parent);
  if (ts.isCallExpression(parent)) return parent.expression.getText() === 'Boolean';
  if (ts.isArrowFunction(parent) || ts.isReturnStatement(parent)) return isPredicate(parent);
  return false;
}

const isConditionOperand = (binary: ts.BinaryExpression): boolean =>
  [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.AmpersandAmpersandToken].includes(binary.operatorToken.kind) &&
  isCondition(binary);

/** The result of a callback of `filter` and its kin. */
function isPredicate(node: ts.Node): boolean {
  const fn = isFunctionNode(node) ? node : ts.findAncestor(node, isFunctionNode);
  const call = fn && wrapped(fn).parent;
  if (!call || !ts.isCallExpression(call) || !isAccess(call.expression)) return false;
  return ts.isPropertyAccessExpression(call.expression) && PREDICATES.has(call.expression.name.text);
}
