import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import {
  calleeName,
  callOf,
  isAssignment,
  isFunctionNode,
  isWritten,
  returnedExpressions,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { Trace } from './tracker.ts';

/**
 * What gets to the readers behind a function that hands its argument on (a setter, `resolve`, a callback): what each of
 * its calls gives it, and the function itself where it is handed on, as nobody knows what it is given there.
 */
export function valuesGiven(callee: ts.Identifier, index: number, { tracker }: Trace): ts.Expression[] {
  const symbol = symbolAt(tracker.workspace, callee);
  const uses = usesOf(tracker.workspace, symbol).sure;
  return uses.flatMap(use => {
    const call = callOf(use);
    if (!call) return isLookedAt(use) || isReplaced(use) ? [] : [use as ts.Expression];
    const spread = call.arguments.slice(0, index + 1).find(ts.isSpreadElement);
    return spread ? [spread.expression] : call.arguments.slice(index, index + 1);
  });
}

/** What a call of a value gives, as of a function that updates a state; the value itself where it is no function. */
export function resultsOf(value: ts.Expression): ts.Expression[] {
  const inner = unwrap(value);
  return isFunctionNode(inner) ? returnedExpressions(inner) : [value];
}

/** `callback = options`, `callback = callback || noop`: what takes its place is called as it is. */
function isReplaced(use: ts.Node): boolean {
  if (isWritten(use)) return true;
  const either = wrapped(use).parent;
  const assignment = ts.isBinaryExpression(either) ? wrapped(either).parent : undefined;
  return assignment !== undefined && isAssignment(assignment) && assignment.left.getText() === use.getText();
}

const TIMERS = words('setTimeout setImmediate queueMicrotask process.nextTick requestAnimationFrame');
const HOOK = /^use[A-Z]/;

/** A use that calls nothing, or gives no image: a test, a list of dependencies, a timer, a handler of errors. */
function isLookedAt(use: ts.Node): boolean {
  const outer = wrapped(use);
  const { parent } = outer;
  if (ts.isBindingElement(parent) || ts.isParameter(parent)) return true;
  if (ts.isTypeOfExpression(parent) || ts.isTypeQueryNode(parent) || ts.isPrefixUnaryExpression(parent))
    return true;
  if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent))
    return ('condition' in parent ? parent.condition : parent.expression) === outer;
  if (ts.isBinaryExpression(parent)) return isTested(parent, outer);
  if (ts.isCallExpression(parent))
    return TIMERS.has(parent.expression.getText()) || takesErrors(parent, outer);
  const list = ts.isArrayLiteralExpression(parent) ? parent.parent : undefined;
  return list !== undefined && ts.isCallExpression(list) && HOOK.test(calleeName(list));
}

/** `.on('error', done)`, `.catch(done)`, `.then(show, done)`. */
function takesErrors(
  { expression, arguments: [first, second] }: ts.CallExpression,
  handler: ts.Node,
): boolean {
  if (!ts.isPropertyAccessExpression(expression)) return false;
  if (expression.name.text === 'then') return second === handler;
  return second
    ? ts.isStringLiteralLike(first as ts.Node) && ERRORS.has((first as ts.StringLiteralLike).text)
    : expression.name.text === 'catch';
}

const ERRORS = words('error timeout abort close');

const TESTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.InstanceOfKeyword,
]);

const isTested = ({ left, operatorToken: { kind } }: ts.BinaryExpression, outer: ts.Node): boolean =>
  TESTS.has(kind) || (kind === ts.SyntaxKind.AmpersandAmpersandToken && left === outer);
