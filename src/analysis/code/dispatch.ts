import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { isExportReference } from './exported.ts';
import { heirMembers } from './heirs.ts';
import { alternatives } from './replaced.ts';
import {
  accessName,
  type FunctionNode,
  isAccess,
  isAssignment,
  isFunctionNode,
  isWritten,
  memberName,
  propertyName,
  referenceAt,
  returnedExpressions,
  unwrap,
  wrapped,
} from './syntax.ts';
import { words } from './word-lists.ts';

/**
 * Whether a call by this name may reach other functions than the one that the checker knows: a subclass has its own,
 * or the object is one of several that look alike, which the checker takes for one.
 */
export function isOneOfSeveral(callee: ts.Expression, fn: FunctionNode, workspace: Workspace): boolean {
  if (!isAccess(callee)) return false;
  const receiver = unwrap(callee.expression);
  const maker = constructorOf(fn);
  if (maker) return !ts.isNewExpression(receiver) && isExtended(maker, workspace);
  const owner = ownerOf(fn);
  if (owner && ts.isObjectLiteralExpression(owner))
    return isChoice(receiver, workspace) || isMixed(owner, workspace);
  if (!owner) return false;
  const name = accessName(callee);
  if (isPatched(owner, name, workspace)) return true;
  if (receiver.kind === ts.SyntaxKind.SuperKeyword) return false;
  if (ts.isNewExpression(receiver)) return mixesIn(owner) && mayHave(receiver.arguments ?? [], name);
  return mixesIn(owner) || isOverridden(owner, name, workspace);
}

/** `{ ...base, show() {} }`, `Object.assign(view, { show })`: its members others have, or take the place of. */
function isMixed(owner: ts.ObjectLiteralExpression, workspace: Workspace): boolean {
  const holder = wrapped(owner).parent;
  const symbol = ts.isVariableDeclaration(holder) ? symbolAt(workspace, holder.name) : undefined;
  const uses = symbol ? usesOf(workspace, symbol).sure.map(referenceAt) : [];
  return uses.some(
    ({ parent }) => ts.isSpreadAssignment(parent) || MIXES.has(calledText(parent)) || isWrittenByKey(parent),
  );
}

/** `view[key] = show`. */
const isWrittenByKey = (node: ts.Node): boolean =>
  ts.isElementAccessExpression(node) && accessName(node) === undefined && isWritten(node);

/** Functions that give an object members of others. */
export const MIXES = words(
  'Object.assign Object.create Object.setPrototypeOf Object.defineProperty Object.defineProperties ' +
    'Reflect.* _.* lodash.* $.* jQuery.* angular.* assign extend merge defaults',
);

const calledText = (node: ts.Node): string => (ts.isCallExpression(node) ? node.expression.getText() : '');

/** `Object.assign(View.prototype, { show })`. */
function isPatched(owner: ts.ClassLikeDeclaration, name: string | undefined, workspace: Workspace): boolean {
  const symbol = owner.name && symbolAt(workspace, owner.name);
  return usesOf(workspace, symbol).sure.some(({ parent }) => {
    const call = isPrototype(parent) ? parent.parent : undefined;
    if (!call || !ts.isCallExpression(call) || !MIXES.has(calledText(call))) return false;
    const others = call.arguments.filter(one => one !== parent);
    return others.length === 0 || mayHave(others, name);
  });
}

/** Whether one of some objects may have a member of the name. */
const mayHave = (nodes: readonly ts.Expression[], name: string | undefined): boolean =>
  nodes
    .map(unwrap)
    .some(
      node =>
        !ts.isObjectLiteralExpression(node) ||
        node.properties.some(one => [undefined, name].includes(propertyName(one.name))),
    );

const MERGES = words('assign assignIn extend extendOwn merge defaults defineProperties mixin');

/**
 * `Object.assign(this, options)`, `_.extend(this, options)`: what is handed to a class may take the place of its
 * members.
 */
const mixesIn = (node: ts.Node): boolean =>
  isMergedIntoThis(node) || ts.forEachChild(node, child => mixesIn(child) || undefined) === true;

function isMergedIntoThis(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || node.arguments[0]?.kind !== ts.SyntaxKind.ThisKeyword) return false;
  const { expression } = node;
  return MERGES.has(isAccess(expression) ? memberName(expression) : expression.getText());
}

/** The class or object literal that a function is a member of. */
function ownerOf(fn: FunctionNode): ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | undefined {
  const holder = wrapped(fn).parent;
  const owner = ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder) ? holder.parent : holder;
  return ts.isClassLike(owner) || ts.isObjectLiteralExpression(owner) ? owner : undefined;
}

/** `Glance` of `Glance.prototype.list = function () {}`. */
function constructorOf(fn: FunctionNode): ts.Expression | undefined {
  const holder = wrapped(fn).parent;
  const target = isAssignment(holder) && isAccess(holder.left) ? unwrap(holder.left.expression) : undefined;
  return target && isPrototype(target) ? target.expression : undefined;
}

export const isPrototype = (node: ts.Node): node is ts.PropertyAccessExpression =>
  ts.isPropertyAccessExpression(node) && node.name.text === 'prototype';

/** Whether a constructor function may be the base of others, which may have members of their own by the same names. */
function isExtended(maker: ts.Expression, workspace: Workspace): boolean {
  const symbol = symbolAt(workspace, isAccess(maker) ? (maker as ts.PropertyAccessExpression).name : maker);
  const uses = symbol && usesOf(workspace, symbol);
  return !uses || uses.unsure.length > 0 || !uses.sure.every(isUseAsMaker);
}

/** `new Glance()`, `x instanceof Glance`, `Glance.prototype.list = …`, `Glance.version`, `module.exports = Glance`. */
export function isUseAsMaker(use: ts.Node): boolean {
  const name = referenceAt(use);
  const { parent } = name;
  if (isExportReference(use)) return true;
  if (ts.isNewExpression(parent)) return parent.expression === name;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  if (isPrototype(parent)) return isAccess(parent.parent) && isWritten(parent.parent);
  return isAccess(parent) && !TAKES_MAKER.has(memberName(parent));
}

/** Members by which a constructor is called for another object, or is given heirs; an empty one is not known. */
const TAKES_MAKER = new Set(['call', 'apply', 'bind', 'extend', 'inherits', '']);

const PICKS = new Set(['find', 'findLast', 'at', 'get', 'pop', 'shift']);

/** An expression that may stand for more than one object. */
function isChoice(node: ts.Expression, workspace: Workspace): boolean {
  const inner = unwrap(node);
  if (ts.isConditionalExpression(inner)) return true;
  if (ts.isBinaryExpression(inner)) return true;
  if (ts.isElementAccessExpression(inner)) return accessName(inner) === undefined;
  if (ts.isCallExpression(inner))
    return (
      (isAccess(inner.expression) && PICKS.has(memberName(inner.expression))) || makesOne(inner, workspace)
    );
  if (!ts.isIdentifier(inner)) return false;
  const declaration = symbolAt(workspace, inner)?.valueDeclaration;
  if (!declaration) return false;
  if (ts.isParameter(declaration)) return true;
  if (ts.isBindingElement(declaration)) return ts.isArrayBindingPattern(declaration.parent);
  if (!ts.isVariableDeclaration(declaration)) return false;
  if (ts.isForOfStatement(declaration.parent.parent)) return true;
  return declaration.initializer !== undefined && isChoice(declaration.initializer, workspace);
}

/** `clientFor(region)`, where the function gives one of several objects that are written in it. */
function makesOne({ expression }: ts.CallExpression, workspace: Workspace): boolean {
  const declaration = symbolAt(workspace, expression)?.valueDeclaration;
  const fn =
    declaration && ts.isVariableDeclaration(declaration) ? unwrapped(declaration.initializer) : declaration;
  const given = isFunctionNode(fn) ? returnedExpressions(fn).flatMap(alternatives) : [];
  return given.filter(ts.isObjectLiteralExpression).length > 1;
}

const unwrapped = (node: ts.Expression | undefined) => node && unwrap(node);

/** The same for a function that is taken out of an object: `const { show } = isWide ? wide : plain`. */
export function isTakenFromSeveral(
  element: ts.BindingElement,
  fn: FunctionNode,
  workspace: Workspace,
): boolean {
  const { parent: holder } = element.parent;
  const owner = ownerOf(fn);
  const source = ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
  if (!owner || !ts.isObjectLiteralExpression(owner) || !source) return false;
  return isChoice(source, workspace) || isMixed(owner, workspace);
}

/** Whether a class below this one has a member of the name. */
const isOverridden = (
  home: ts.ClassLikeDeclaration,
  name: string | undefined,
  workspace: Workspace,
): boolean => name !== undefined && heirMembers(home, name, workspace).length > 0;
