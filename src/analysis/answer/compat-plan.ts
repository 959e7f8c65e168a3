import { ts } from 'ts-morph';
import {
  type Access,
  accessName,
  enclosingFunction,
  excerpt,
  isAccess,
  isAssignment,
  isFunctionNode,
  memberName,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import type { CompatName } from '../compat/compat.ts';
import { block, type Draft, editAt, insertAfter, insertBefore } from '../edits/draft.ts';
import { separatorBefore } from '../edits/statements.ts';
import { isInTemplate } from '../frameworks/template-flow.ts';
import type { Shape } from './shape.ts';

/** Members of a response that the compat module looks into. */
const HOLDERS = new Set(['data', 'body', '_data', 'result', 'value', 'payload']);

/**
 * The answer leaves what is followed at this expression. In a draft that goes through the compat module it is given
 * its old form there, or where its variable gets it, so that changes of the list in place are kept. False where the
 * draft does without the module.
 */
export function leaveByCompat(node: ts.Expression, draft: Draft): boolean {
  if (!draft.compat) return false;
  const root = rootOf(node);
  const declaration = root && draft.workspace.checker.getSymbolAtLocation(root)?.valueDeclaration;
  if (!root || !declaration || !convertAt(declaration, draft)) convertOnce(node, draft);
  return true;
}

/** The same for an answer that goes where nobody follows it: what is there must be the answer, or a promise of it. */
export function escapeByCompat(node: ts.Expression, shape: Shape, draft: Draft): boolean {
  if (!draft.compat || (shape.kind !== 'answer' && shape.kind !== 'text') || isTarget(node)) return false;
  const isRequest = shape.kind === 'answer' && shape.steps === 0 && !draft.compat.isPromise;
  if (isRequest && !isSettled(node, draft)) return false;
  return leaveByCompat(node, draft);
}

/** `.then(show)` → `.then(v1Body).then(show)`: the answer goes to a function that nobody can look into. */
export function handOverByCompat(callback: ts.Expression, shape: Shape, draft: Draft): boolean {
  if (!draft.compat || (shape.kind !== 'answer' && shape.kind !== 'text')) return false;
  const call = wrapped(callback).parent;
  const isThen =
    ts.isCallExpression(call) && isAccess(call.expression) && accessName(call.expression) === 'then';
  if (!isThen || call.arguments[0] !== wrapped(callback)) return false;
  convertBefore(call, draft);
  return true;
}

/** What stands on the left of an assignment is no value. */
const isTarget = (node: ts.Node): boolean =>
  isAssignment(wrapped(node).parent) && (wrapped(node).parent as ts.BinaryExpression).left === wrapped(node);

/** Whether an expression is what a promise gave, and not a request with methods of its own. */
function isSettled(node: ts.Expression, draft: Draft): boolean {
  const inner = unwrap(node);
  if (ts.isAwaitExpression(inner)) return true;
  const fn = ts.isReturnStatement(node.parent) ? enclosingFunction(node) : node.parent;
  if (isFunctionNode(fn) && fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword))
    return true;
  const root = rootOf(node);
  const declaration = root && draft.workspace.checker.getSymbolAtLocation(root)?.valueDeclaration;
  if (!declaration) return false;
  if (ts.isParameter(declaration)) return true;
  return ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined
    ? ts.isAwaitExpression(unwrap(declaration.initializer))
    : false;
}

/** The same for a pattern that takes the list out of the answer. */
export function takeByCompat(element: ts.BindingElement, draft: Draft): boolean {
  if (!draft.compat) return false;
  const { holder } = topOf(element);
  if (!convertAt(holder, draft)) block(draft, 'escape', element, { shape: 'answer', text: excerpt(element) });
  return true;
}

/** `body` of `body`, `res` of `res.data`: the name whose value is converted. */
function rootOf(node: ts.Expression): ts.Identifier | undefined {
  const inner = unwrap(node);
  if (ts.isIdentifier(inner)) return inner;
  const owner = isAccess(inner) && HOLDERS.has(memberName(inner)) ? unwrap(inner.expression) : undefined;
  return owner && ts.isIdentifier(owner) ? owner : undefined;
}

/** The declaration around a pattern. */
function topOf(element: ts.BindingElement): { holder: ts.Node } {
  let holder: ts.Node = element;
  while (ts.isBindingElement(holder) || ts.isObjectBindingPattern(holder) || ts.isArrayBindingPattern(holder))
    holder = holder.parent;
  return { holder };
}

/** Converts where a declaration gets its value. False where there is no such place. */
function convertAt(declaration: ts.Node, draft: Draft): boolean {
  const holder = ts.isBindingElement(declaration) ? topOf(declaration).holder : declaration;
  if (ts.isVariableDeclaration(holder)) {
    if (!holder.initializer || ts.isForOfStatement(holder.parent.parent)) return false;
    wrapCall(holder.initializer, 'v1Body', draft);
    return true;
  }
  return ts.isParameter(holder) && convertParameter(holder, draft);
}

function convertBefore({ expression }: ts.CallExpression, draft: Draft): void {
  insertAfter(draft, (expression as Access).expression, '.then(v1Body)');
  importName(expression, 'v1Body', draft);
}

/** `.then(body => …)` → `.then(v1Body).then(body => …)`; any other function converts what it is given. */
function convertParameter(parameter: ts.ParameterDeclaration, draft: Draft): boolean {
  const fn = parameter.parent;
  const call = wrapped(fn).parent;
  if (ts.isCallExpression(call) && isAccess(call.expression) && accessName(call.expression) === 'then') {
    convertBefore(call, draft);
    return true;
  }
  if (!isFunctionNode(fn) || !fn.body || !ts.isBlock(fn.body) || !ts.isIdentifier(parameter.name))
    return false;
  const name = parameter.name.text;
  const [first] = fn.body.statements;
  if (!first) return false;
  const text = `${name} = v1Body(${name});`;
  insertBefore(draft, first, `${text}${separatorBefore(first)}`);
  importName(fn, 'v1Body', draft);
  return true;
}

/** Converts at the place of use: right only where the value is used once, else each use would have a list of its own. */
function convertOnce(node: ts.Expression, draft: Draft): void {
  const inner = unwrap(node);
  const text = inner.getText();
  const isFresh = ts.isCallExpression(inner) || ts.isAwaitExpression(inner) || ts.isNewExpression(inner);
  const isKnown = draft.compat?.places.get(text);
  const isElsewhere = !isFresh && isKnown !== undefined && isKnown !== node;
  // A template does not see what its script imports, unless that is a setup script.
  if (isElsewhere || isInTemplate(node, draft.workspace))
    return block(draft, 'escape', node, { shape: 'answer', text: excerpt(node) });
  draft.compat?.places.set(text, node);
  wrapCall(node, 'v1Body', draft);
}

/** `node` → `name(node)`; parentheses around it are used. `more`: further arguments as text. */
export function wrapCall(node: ts.Expression, name: CompatName, draft: Draft, more = ''): void {
  const outer = ts.isShorthandPropertyAssignment(node.parent) ? undefined : node;
  if (!outer) {
    // `{ params }`
    insertBefore(draft, node, `${node.getText()}: ${name}(`);
    insertAfter(draft, node, `${more})`);
  } else if (ts.isParenthesizedExpression(outer) && more === '') {
    editAt(draft, outer, outer.getStart(), outer.getStart(), name);
  } else {
    insertBefore(draft, outer, `${name}(`);
    insertAfter(draft, outer, `${more})`);
  }
  importName(node, name, draft);
}

/** A function of the compat module is called at a place, so that its file has to import it. */
export function importName(node: ts.Node, name: CompatName, draft: Draft): void {
  draft.compat?.uses.push({ at: node, file: draft.workspace.pathOf(node), name });
}
