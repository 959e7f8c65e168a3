import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt } from './bindings.ts';
import { baseClassOf } from './constructed.ts';
import { isAccess, isFunctionNode, propertyName, returnedExpressions, unwrap, wrapped } from './syntax.ts';

/** A class, or an object that a framework makes one of: `Model.extend({ … })`. */
export type Owner = ts.ObjectLiteralExpression | ts.ClassLikeDeclaration;

const isOwner = (node: ts.Node): node is Owner => ts.isObjectLiteralExpression(node) || ts.isClassLike(node);

/** All that a node is inside of, from the inside out. */
export function ownersOf(node: ts.Node): Owner[] {
  const owner = ts.findAncestor(node.parent, isOwner);
  return owner ? [owner, ...ownersOf(owner)] : [];
}

/** How many classes above each other are looked at. */
const DEEPEST = 4;

/** An owner and those that it extends, as far as they are known. */
export function familyOf(owner: Owner, workspace: Workspace, depth = 0): Owner[] {
  const name = depth < DEEPEST ? baseOf(owner) : undefined;
  const base = name && ownerNamed(name, workspace);
  return base ? [owner, ...familyOf(base, workspace, depth + 1)] : [owner];
}

function baseOf(owner: Owner): ts.Expression | undefined {
  if (ts.isClassLike(owner)) return baseClassOf(owner);
  const call = wrapped(owner).parent;
  return ts.isCallExpression(call) && isAccess(call.expression) ? call.expression.expression : undefined;
}

/** What a name of a class stands for. */
function ownerNamed(name: ts.Expression, workspace: Workspace): Owner | undefined {
  const symbol = ts.isIdentifier(name) ? symbolAt(workspace, name) : undefined;
  const declaration = symbol?.valueDeclaration ?? symbol?.declarations?.[0];
  if (!declaration || ts.isClassLike(declaration)) return declaration;
  const value = ts.isExportAssignment(declaration)
    ? declaration.expression
    : (declaration as ts.VariableDeclaration).initializer;
  const inner = value && unwrap(value);
  if (!inner || ts.isClassLike(inner)) return inner;
  return ts.isCallExpression(inner)
    ? inner.arguments.map(unwrap).findLast(ts.isObjectLiteralExpression)
    : undefined;
}

/** What the object is an instance of that a name stands for: `const images = new Images()`. */
function ownerOfInstance(node: ts.Expression, workspace: Workspace): Owner | undefined {
  const declaration = ts.isIdentifier(node) ? symbolAt(workspace, node)?.valueDeclaration : undefined;
  const value = declaration && (declaration as ts.VariableDeclaration).initializer;
  const inner = value && unwrap(value);
  return inner && ts.isNewExpression(inner) ? ownerNamed(inner.expression, workspace) : undefined;
}

/** Methods that read the member of a name. */
const READERS = new Set(['get', 'result']);

/** `this.name`, `this.name()`, `this.get('name')`, `_.result(this, 'name')`, and the same of an instance. */
export function memberValue(
  node: ts.Expression,
  owner: Owner | undefined,
  workspace: Workspace,
): ts.Expression | undefined {
  const called = ts.isCallExpression(node) ? node.expression : node;
  if (!ts.isPropertyAccessExpression(called)) return undefined;
  const given = ts.isCallExpression(node) ? [...node.arguments] : [];
  const object = /^(?:_|lodash)\.result$/.test(called.getText()) ? given.shift() : called.expression;
  const [key] = given;
  const isNamed = READERS.has(called.name.text) && key !== undefined && ts.isStringLiteralLike(key);
  const of =
    object?.kind === ts.SyntaxKind.ThisKeyword ? owner : object && ownerOfInstance(object, workspace);
  return of && valueNamed(isNamed ? key.text : called.name.text, of);
}

/** What a member is, or gives. */
export function valueNamed(name: string, owner: Owner): ts.Expression | undefined {
  const members: readonly ts.NamedDeclaration[] = ts.isClassLike(owner) ? owner.members : owner.properties;
  const member = members.find(one => one.name && propertyName(one.name as ts.PropertyName) === name);
  const value = member && (member as ts.PropertyAssignment).initializer;
  const fn = value ? unwrap(value) : member;
  if (!isFunctionNode(fn)) return value;
  const [only, ...others] = returnedExpressions(fn);
  return others.length === 0 ? only : undefined;
}
