import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import {
  type Access,
  accessName,
  isAccess,
  isAssignment,
  isFunctionNode,
  isNeutral,
  memberName,
  returnedExpressions,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';
import { readSometimes } from './choice.ts';
import { GLOBALS } from './presence.ts';
import { type QueryContext, WRITERS } from './query.ts';
import { readQuery } from './sites.ts';

/** A walk over the entries of an object, or over its keys. */
type Walk = { object: ts.Expression; list: ts.Node; loop: ts.Node };

/**
 * `for (const [name, value] of Object.entries(query)) params.set(name, value)`: the parameters are those of the object
 * that is walked over, whatever becomes of the values, as long as nothing else is done with the names. False where a
 * name comes from elsewhere.
 */
export function readWalk(name: ts.Expression, context: QueryContext): boolean {
  const key = bareName(name);
  const symbol = key && symbolAt(context.draft.workspace, key);
  const walk = symbol && plainWalk(symbol, context.draft.workspace);
  if (!walk) return false;
  if (context.seen.has(walk.list)) return true;
  context.seen.add(walk.list);
  // A value may be left out for being undefined: it has to stay so.
  const read = () => readQuery(walk.object, { ...context, coerces: false });
  if (isAboutOther(walk)) readSometimes(context, read);
  else read();
  return true;
}

/** The walk that gives a name, where nothing is done with it but to send it. */
function plainWalk(symbol: ts.Symbol, workspace: Workspace): Walk | undefined {
  const { valueDeclaration: declaration } = symbol;
  const walk = declaration && walkOf(declaration);
  const uses = usesOf(workspace, symbol).sure;
  const isSent = walk && uses.every(use => isPlainUse(use, walk));
  return isSent && new Set(uses.flatMap(use => sinkOf(use) ?? [])).size < 2 ? walk : undefined;
}

/** What a name is sent by, as text: `params` of `params.set(name, value)`, `pairs.push` of a pair that is kept. */
function sinkOf(use: ts.Node): string | undefined {
  const node = wrapped(use);
  const { parent } = node;
  if (ts.isElementAccessExpression(parent)) return isTarget(parent) ? parent.expression.getText() : undefined;
  if (ts.isCallExpression(parent)) {
    const callee = parent.expression.getText();
    if (CODERS.has(callee)) return sinkOf(parent);
    if (OWN.test(callee)) return undefined;
    return isWrite(parent) ? (parent.expression as Access).expression.getText() : callee;
  }
  if (isAssignment(parent)) return parent.left.getText();
  return ts.isExpression(parent) || ts.isTemplateSpan(parent) ? sinkOf(parent) : 'result';
}

const isWrite = ({ expression }: ts.CallExpression): boolean =>
  isAccess(expression) && WRITERS.has(accessName(expression));

/** Whether a node is what a loop walks over, to send all that is in it. */
export function isSentByLoop(node: ts.Node, workspace: Workspace): boolean {
  const { parent: loop } = node;
  if (!(ts.isForOfStatement(loop) || ts.isForInStatement(loop)) || loop.expression !== node) return false;
  const [head] = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations : [];
  const first = head && ts.isArrayBindingPattern(head.name) ? head.name.elements[0] : head;
  const symbol = first && !ts.isOmittedExpression(first) ? symbolAt(workspace, first.name) : undefined;
  return symbol !== undefined && plainWalk(symbol, workspace) !== undefined;
}

/** `.map(([name, value]) => …)` over entries: pairs, or texts that begin with the name. */
export function readMapped(call: ts.CallExpression, context: QueryContext): boolean {
  const fn = call.arguments[0] && unwrap(call.arguments[0]);
  if (!isFunctionNode(fn)) return false;
  const [returned, ...others] = returnedExpressions(fn).map(unwrap);
  const first = returned && others.length === 0 ? firstOf(returned) : undefined;
  return first !== undefined && readWalk(first, context);
}

/** `.map(…).join('&')`, seen through filters. */
export function readJoined(call: ts.CallExpression, context: QueryContext): boolean {
  const [glue] = call.arguments;
  if (!glue || !ts.isStringLiteralLike(glue) || glue.text !== '&') return false;
  const receiver = unwrap((call.expression as ts.PropertyAccessExpression).expression);
  let list = keptList(receiver, context.draft.workspace) ?? receiver;
  while (ts.isCallExpression(list) && isAccess(list.expression) && accessName(list.expression) === 'filter') {
    if (list.arguments[0]?.getText() !== 'Boolean') return false;
    list = unwrap(list.expression.expression);
  }
  const isMap =
    ts.isCallExpression(list) && isAccess(list.expression) && accessName(list.expression) === 'map';
  return isMap && readMapped(list as ts.CallExpression, context);
}

const JOINED: ReadonlySet<string | undefined> = new Set(['join', 'length']);

/** `const pairs = Object.keys(query).map(…)`, which is only joined and counted. */
function keptList(node: ts.Expression, workspace: Workspace): ts.Expression | undefined {
  const symbol = ts.isIdentifier(node) ? symbolAt(workspace, node) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
    return undefined;
  const isKept = usesOf(workspace, symbol).sure.every(({ parent }) =>
    isAccess(parent) ? JOINED.has(accessName(parent)) : parent === declaration,
  );
  return isKept ? unwrap(declaration.initializer) : undefined;
}

/** What stands first in a pair, a sum or a template that goes on with `=`. */
function firstOf(node: ts.Expression): ts.Expression | undefined {
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 2 ? node.elements[0] : undefined;
  if (ts.isTemplateExpression(node))
    return node.head.text === '' ? node.templateSpans[0]?.expression : undefined;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const left = unwrap(node.left);
  return ts.isBinaryExpression(left) ? firstOf(left) : left;
}

const CODERS = new Set(['encodeURIComponent', 'encodeURI', 'String', 'escape']);

/** `name`, `encodeURIComponent(name)` */
function bareName(node: ts.Expression): ts.Identifier | undefined {
  const inner = unwrap(node);
  if (ts.isIdentifier(inner)) return inner;
  const [only] = ts.isCallExpression(inner) && CODERS.has(inner.expression.getText()) ? inner.arguments : [];
  return only && bareName(only);
}

function walkOf(declaration: ts.Declaration): Walk | undefined {
  const { parent } = declaration;
  if (ts.isBindingElement(declaration))
    return ts.isArrayBindingPattern(parent) && parent.elements[0] === declaration
      ? walkAround(parent.parent, 'Object.entries')
      : undefined;
  return ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)
    ? walkAround(declaration, 'Object.keys')
    : undefined;
}

/** Methods that call a function for each element, and leave none out. */
const EACH = new Set(['forEach', 'map']);

function walkAround(holder: ts.Node, lister: string): Walk | undefined {
  if (ts.isVariableDeclaration(holder)) {
    const loop = holder.parent.parent;
    if (ts.isForInStatement(loop) && lister === 'Object.keys')
      return { object: loop.expression, list: loop, loop };
    return ts.isForOfStatement(loop) ? listedBy(loop.expression, lister, loop) : undefined;
  }
  if (!ts.isParameter(holder) || holder.parent.parameters[0] !== holder) return undefined;
  const call = wrapped(holder.parent).parent;
  const isEach =
    ts.isCallExpression(call) && isAccess(call.expression) && EACH.has(memberName(call.expression));
  return isEach
    ? listedBy((call.expression as ts.PropertyAccessExpression).expression, lister, call)
    : undefined;
}

/** `Object.entries(query)`, also where some are filtered out by their values. */
function listedBy(node: ts.Expression, lister: string, loop: ts.Node): Walk | undefined {
  const inner = unwrap(node);
  if (!ts.isCallExpression(inner)) return undefined;
  const [first] = inner.arguments;
  if (inner.expression.getText() === lister) return first && { object: first, list: inner, loop };
  const isFilter = isAccess(inner.expression) && accessName(inner.expression) === 'filter';
  return isFilter && ignoresName(first)
    ? listedBy((inner.expression as ts.PropertyAccessExpression).expression, lister, loop)
    : undefined;
}

/** `([, value]) => value !== undefined`: which are kept does not depend on their names. */
export function ignoresName(filter: ts.Expression | undefined): boolean {
  const fn = filter && unwrap(filter);
  const [parameter] = isFunctionNode(fn) ? fn.parameters : [];
  if (!parameter || !ts.isArrayBindingPattern(parameter.name)) return false;
  const [name] = parameter.name.elements;
  if (name === undefined || ts.isOmittedExpression(name)) return true;
  return isFunctionNode(fn) && fn.body !== undefined && !mentions(fn.body, name.name.getText());
}

const mentions = (node: ts.Node, name: string): boolean =>
  (ts.isIdentifier(node) && node.text === name) || ts.forEachChild(node, one => mentions(one, name)) === true;

const OWN = /(?:^|\.)(?:hasOwnProperty|hasOwn|hasOwnProperty\.call)$/;

/** Whether a name is only sent, looked up in the object or asked for there. */
function isPlainUse(use: ts.Node, walk: Walk): boolean {
  const node = wrapped(use);
  const { parent } = node;
  if (ts.isElementAccessExpression(parent))
    return parent.argumentExpression === node && (isSame(parent.expression, walk.object) || isTarget(parent));
  if (ts.isArrayLiteralExpression(parent)) return parent.elements.length === 2 && parent.elements[0] === node;
  if (ts.isTemplateSpan(parent)) return parent.literal.text.startsWith('=');
  if (ts.isBinaryExpression(parent)) return isBeforeEquals(parent, node);
  if (!ts.isCallExpression(parent)) return false;
  const callee = parent.expression.getText();
  if (CODERS.has(callee)) return isPlainUse(parent, walk);
  if (OWN.test(callee)) return true;
  return isWrite(parent) && parent.arguments[0] === node;
}

const isSame = (node: ts.Expression, object: ts.Expression): boolean =>
  unwrap(node).getText() === withoutDefault(object).getText();

/** `query` of `query || {}` */
function withoutDefault(node: ts.Expression): ts.Expression {
  const inner = unwrap(node);
  const isDefaulted =
    ts.isBinaryExpression(inner) && OR.has(inner.operatorToken.kind) && isNeutral(inner.right);
  return isDefaulted ? unwrap(inner.left) : inner;
}

const OR: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

const isTarget = (access: ts.Node): boolean => {
  const target = wrapped(access);
  return isAssignment(target.parent) && target.parent.left === target;
};

const isBeforeEquals = (sum: ts.BinaryExpression, node: ts.Node): boolean =>
  sum.operatorToken.kind === ts.SyntaxKind.PlusToken &&
  sum.left === node &&
  ts.isStringLiteralLike(sum.right) &&
  sum.right.text.startsWith('=');

/** Whether a condition around the walk asks for something else than for the object itself. */
function isAboutOther({ object, loop }: Walk): boolean {
  const name = withoutDefault(object).getText();
  for (let at = loop; !isFunctionNode(at.parent) && !ts.isSourceFile(at.parent); at = at.parent) {
    const condition = conditionOn(at);
    if (condition ? asksForOther(condition, name) : UNSURE.has(at.parent.kind)) return true;
  }
  return false;
}

/** What has to hold, or not, for a part of a statement or expression to be run. */
function conditionOn(part: ts.Node): ts.Expression | undefined {
  const { parent } = part;
  if (ts.isIfStatement(parent)) return parent.expression;
  if (ts.isConditionalExpression(parent)) return parent.condition;
  const isShortCut =
    ts.isBinaryExpression(parent) && parent.right === part && SHORT_CUTS.has(parent.operatorToken.kind);
  return isShortCut ? parent.left : undefined;
}

const SHORT_CUTS: ReadonlySet<ts.SyntaxKind> = new Set([...OR, ts.SyntaxKind.AmpersandAmpersandToken]);

/** Around what runs now and then. */
const UNSURE: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.DefaultClause,
  ts.SyntaxKind.CatchClause,
]);

/** Whether a condition asks for anything but whether there is the object, or a key of it. */
function asksForOther(condition: ts.Node, name: string): boolean {
  const text = condition.getText().replaceAll('?.', '.');
  if (`${name}.`.startsWith(`${text}.`) || GLOBALS.has(text)) return false;
  if (ts.isIdentifier(condition)) return true;
  if (!isAccess(condition)) return ts.forEachChild(condition, child => asksForOther(child, name)) === true;
  const owner = unwrap(condition.expression);
  if (ts.isIdentifier(owner)) return !GLOBALS.has(owner.text);
  return !ts.isCallExpression(owner) || asksForOther(owner, name);
}
