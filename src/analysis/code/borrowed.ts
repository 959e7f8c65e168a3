import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { accessName, callOf, isAccess, isAssignment, memberName, unwrap, wrapped } from './syntax.ts';

/**
 * `{ rows, show: panel.show }`, `panel.show.call(other)`: where another object is given the method of a class that a
 * `this` stands in, or is made its `this`; unless its class has bound the method.
 */
export function borrowersOf(self: ts.Node, workspace: Workspace): ts.Expression[] {
  const method = ts.findAncestor(self, node => ts.isFunctionLike(node) && !ts.isArrowFunction(node));
  if (!method || !ts.isMethodDeclaration(method) || !ts.isClassLike(method.parent)) return [];
  const names = readsOf(symbolAt(workspace, method.name), workspace);
  if (names.some(isBound)) return [];
  return names.filter(name => isGivenToObject(name) || isCalledFor(name, method, workspace));
}

/** `panel.show`, and `show` of `const { show } = panel`. */
function readsOf(symbol: ts.Symbol | undefined, workspace: Workspace): ts.Expression[] {
  return usesOf(workspace, symbol).sure.flatMap(use => {
    if (isAccess(use.parent)) return [wrapped(use.parent) as ts.Expression];
    if (!ts.isBindingElement(use.parent)) return [];
    const local = symbolAt(workspace, use.parent.name);
    return usesOf(workspace, local).sure.filter(one => one.parent !== use.parent) as ts.Expression[];
  });
}

/** `this.show = this.show.bind(this)` */
function isBound(name: ts.Expression): boolean {
  const call = callOf(name.parent);
  const holder =
    call && memberName(name.parent as ts.PropertyAccessExpression) === 'bind' && wrapped(call).parent;
  return !!holder && isAssignment(holder) && holder.left.getText() === name.getText();
}

function isGivenToObject(name: ts.Expression): boolean {
  const { parent } = name;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === name;
  if (!isAssignment(parent) || parent.right !== name) return false;
  const target = unwrap(parent.left);
  return isAccess(target) && ownerText(target) !== ownerText(name);
}

const CALLS: ReadonlySet<string | undefined> = new Set(['call', 'apply', 'bind']);

/** Whether a method is called, or bound, with another `this` than what it belongs to. */
function isCalledFor(name: ts.Expression, method: ts.MethodDeclaration, workspace: Workspace): boolean {
  const { parent } = name;
  const self = isAccess(parent) && CALLS.has(accessName(parent)) ? callOf(parent)?.arguments[0] : undefined;
  if (!self || self.getText() === ownerText(name)) return false;
  if (ownerText(name) === 'super' && self.kind === ts.SyntaxKind.ThisKeyword) return false;
  const own = workspace.checker.getTypeAtLocation(self).getProperty(method.name.getText());
  return !own?.declarations?.includes(method);
}

function ownerText(name: ts.Expression): string {
  const inner = unwrap(name);
  return isAccess(inner) ? inner.expression.getText() : '';
}
