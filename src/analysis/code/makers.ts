import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { isPrototype, isUseAsMaker } from './dispatch.ts';
import { referencesTo } from './names.ts';
import {
  accessName,
  callOf,
  isAccess,
  isAssignment,
  isFunctionNode,
  isWritten,
  propertyName,
  referenceAt,
  unwrap,
  wrapped,
} from './syntax.ts';

/** A function that is called with `new`: what means its instances, and where they are made. */
type Maker = { selves: ts.Node[]; made: ts.Expression[] };

type PlainFunction = ts.FunctionDeclaration | ts.FunctionExpression;

/**
 * What has the members of a `this` in `function Store() { var self = this; self.load = function () {} }` and
 * `Store.prototype.load = function () {}`. Undefined where no such function is around, or others may extend it.
 */
export function makerAround(self: ts.Node, workspace: Workspace): Maker | undefined {
  const fn = functionOfThis(self);
  const maker = fn && (makerOfMethod(fn, workspace) ?? fn);
  const symbol = maker && symbolOf(maker, workspace);
  const uses = symbol && usesOf(workspace, symbol);
  if (!maker || !uses || uses.unsure.length > 0 || !uses.sure.every(isUseOfMaker)) return undefined;
  const made = uses.sure.flatMap(use => {
    const { parent } = referenceAt(use);
    // `if (!(this instanceof Store)) return new Store();` is for those who leave `new` out.
    const isForOthers = ts.isReturnStatement(parent.parent) && functionOfThis(parent) === maker;
    return ts.isNewExpression(parent) && !isForOthers ? [parent] : [];
  });
  const methods = [...uses.sure.flatMap(methodsOnPrototype), ...methodsIn(maker, workspace)];
  const isOfOthersToo = methods.some(method => selvesIn(method).length > 0 && isTakenOff(method, workspace));
  if (made.length === 0 || isOfOthersToo) return undefined;
  return { made, selves: [maker, ...methods].flatMap(selvesIn) };
}

/** `{ rows, show: panel.show }`: another object has the method too, and is its `this`. */
function isTakenOff(method: ts.Node, { files }: Workspace): boolean {
  const { parent } = wrapped(method);
  const target = isAssignment(parent) ? unwrap(parent.left) : undefined;
  const name =
    target && isAccess(target) ? accessName(target) : propertyName((parent as ts.PropertyAssignment).name);
  return referencesTo(name ?? '', files).some(use => {
    const access = use.parent;
    if (ts.isBindingElement(access)) return true;
    if (!isAccess(access) || access.expression === use) return false;
    const outer = wrapped(access);
    const isBoundThere = isAccess(outer.parent) && accessName(outer.parent) === 'bind';
    return !callOf(access) && !isWritten(access) && !isBoundThere;
  });
}

/** The function that a `this` belongs to. One that is bound to the `this` around it has that. */
function functionOfThis(self: ts.Node): PlainFunction | undefined {
  const fn = ts.findAncestor(
    self.parent,
    node => ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node) && !isBound(node)),
  );
  return fn && isPlain(fn) ? fn : undefined;
}

const isPlain = (node: ts.Node): node is PlainFunction =>
  ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);

/** `function () { … }.bind(this)`. */
export function isBound(fn: ts.Node): boolean {
  const access = wrapped(fn).parent;
  const call = isAccess(access) && accessName(access) === 'bind' ? wrapped(access).parent : undefined;
  return (
    call !== undefined && ts.isCallExpression(call) && call.arguments[0]?.kind === ts.SyntaxKind.ThisKeyword
  );
}

/** The `this` that such a function is given: what is done with it stands in the function. */
const isGivenToBound = ({ parent: call }: ts.Node): boolean =>
  ts.isCallExpression(call) &&
  isAccess(call.expression) &&
  isFunctionNode(unwrap(call.expression.expression)) &&
  isBound(unwrap(call.expression.expression));

/** `Store` of `Store.prototype.load = function () {}`, `Store.prototype = { load: function () {} }` and `self.load = …`. */
function makerOfMethod(fn: PlainFunction, workspace: Workspace): PlainFunction | undefined {
  const holder = wrapped(fn).parent;
  const literal = ts.isPropertyAssignment(holder) ? wrapped(holder.parent).parent : holder;
  const target = isAssignment(literal) ? unwrap(literal.left) : undefined;
  if (!target || !isAccess(target)) return undefined;
  const owner = unwrap(target.expression);
  const named = isPrototype(target) ? target.expression : isPrototype(owner) ? owner.expression : undefined;
  if (named) return functionNamed(named, workspace);
  return isSelf(owner, workspace) ? functionOfThis(owner) : undefined;
}

function functionNamed(name: ts.Expression, workspace: Workspace): PlainFunction | undefined {
  const declaration = symbolAt(
    workspace,
    isAccess(name) ? (name as ts.PropertyAccessExpression).name : name,
  )?.valueDeclaration;
  const { initializer } = (declaration ?? {}) as { initializer?: ts.Expression };
  const fn = initializer ? unwrap(initializer) : declaration;
  return fn && isPlain(fn) ? fn : undefined;
}

/** `this`, or the variable that it was put into in the same function. */
function isSelf(node: ts.Expression, workspace: Workspace): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  const declaration = ts.isIdentifier(node) ? symbolAt(workspace, node)?.valueDeclaration : undefined;
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer?.kind === ts.SyntaxKind.ThisKeyword &&
    functionOfThis(declaration) === functionOfThis(node)
  );
}

function symbolOf(fn: PlainFunction, workspace: Workspace): ts.Symbol | undefined {
  const holder = wrapped(fn).parent;
  const name = ts.isVariableDeclaration(holder) ? holder.name : fn.name;
  return name && symbolAt(workspace, name);
}

/** `new Store()`, `Store.prototype.load = …` and the like; `Store.prototype = { … }` too. */
function isUseOfMaker(use: ts.Node): boolean {
  const { parent } = referenceAt(use);
  return isUseAsMaker(use) || (isPrototype(parent) && literalOf(parent) !== undefined);
}

/** The object of `Store.prototype = { … }`. */
function literalOf(prototype: ts.Node): ts.ObjectLiteralExpression | undefined {
  const assignment = wrapped(prototype).parent;
  const value =
    isAssignment(assignment) && assignment.left === prototype ? unwrap(assignment.right) : undefined;
  return value && ts.isObjectLiteralExpression(value) ? value : undefined;
}

function methodsOnPrototype(use: ts.Node): ts.Node[] {
  const { parent } = referenceAt(use);
  if (!isPrototype(parent)) return [];
  const literal = literalOf(parent);
  if (literal)
    return literal.properties.map(property =>
      ts.isPropertyAssignment(property) ? unwrap(property.initializer) : property,
    );
  const assignment = wrapped(parent.parent).parent;
  return isAssignment(assignment) ? [unwrap(assignment.right)] : [];
}

/** `this.load = function () {}`, `self.load = function () {}`. */
function methodsIn(maker: PlainFunction, workspace: Workspace): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const target = isAssignment(node) ? unwrap(node.left) : undefined;
    if (isAssignment(node) && target && isAccess(target)) {
      const owner = unwrap(target.expression);
      if (isSelf(owner, workspace) && functionOfThis(owner) === maker) found.push(unwrap(node.right));
    }
    ts.forEachChild(node, visit);
  };
  if (maker.body) visit(maker.body);
  return found;
}

/** Every `this` of a function. */
function selvesIn(fn: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && !isGivenToBound(node)) found.push(node);
    const isOther =
      ts.isClassLike(node) || (isFunctionNode(node) && !ts.isArrowFunction(node) && !isBound(node));
    if (!isOther) ts.forEachChild(node, visit);
  };
  if (isFunctionNode(fn) && !ts.isArrowFunction(fn)) ts.forEachChild(fn, visit);
  return found;
}
