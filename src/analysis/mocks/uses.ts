import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { isAccess, memberName, unwrap } from '../code/syntax.ts';
import type { ReplyContext } from './value.ts';

/** Calls that hand on what they are given as it is. */
const HANDS_ON =
  /^(?:(?:Http)?Response(?:\.json)?|JSON\.stringify|Promise\.resolve|res|(?:\w+\.)?(?:json|fulfill|reply))$/;

/** Members of what a handler is given that answer. */
export const REPLIES: ReadonlySet<string> = new Set(['fulfill', 'reply']);

/** Parents in which a value stays a part of what is answered. */
const HOLDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.Block,
]);

/** Whether a use of a value ends in the answer of a mock of the endpoint, and nowhere else. */
export function isHandedOn(use: ts.Node, context: ReplyContext, depth = 0): boolean {
  const { parent } = use;
  const start = ts.isCallExpression(parent) && parent.expression === use ? parent : use;
  return depth < 5 && climbsToMock(start, context, depth);
}

function climbsToMock(start: ts.Node, context: ReplyContext, depth: number): boolean {
  let at = start;
  for (;;) {
    const { parent } = at;
    const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
    if (isCall && parent.expression !== at && isOfMock(parent, context)) return true;
    if (ts.isVariableDeclaration(parent)) return isNameHandedOn(parent.name, context, depth);
    if (!(isCall ? handsOn(parent, at) : HOLDS.has(parent.kind) || isBodyStatement(at))) return false;
    at = parent;
  }
}

const handsOn = (call: ts.CallExpression | ts.NewExpression, given: ts.Node): boolean =>
  call.expression !== given && HANDS_ON.test(unwrap(call.expression).getText());

/** `route.fulfill(…);` in a handler that is given to the mock. */
const isBodyStatement = (node: ts.Node): boolean =>
  ts.isCallExpression(node) &&
  isAccess(unwrap(node.expression)) &&
  REPLIES.has(memberName(unwrap(node.expression) as ts.PropertyAccessExpression)) &&
  ts.isExpressionStatement(node.parent);

/** The call of the mock itself, or one that is chained on it. */
function isOfMock(call: ts.Node, { calls }: ReplyContext): boolean {
  for (let at: ts.Node = call; ts.isCallExpression(at) || isAccess(at); at = at.expression)
    if (calls.has(at)) return true;
  return false;
}

function isNameHandedOn(name: ts.BindingName, context: ReplyContext, depth: number): boolean {
  const { workspace } = context.draft;
  const symbol = ts.isIdentifier(name) ? symbolAt(workspace, name) : undefined;
  if (!symbol) return false;
  const { sure, unsure } = usesOf(workspace, symbol);
  return [...sure, ...unsure].every(use => isHandedOn(use, context, depth + 1));
}
