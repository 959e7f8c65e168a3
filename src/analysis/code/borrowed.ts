import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { accessName, isAccess, isAssignment, unwrap, wrapped } from './syntax.ts';

/**
 * `{ rows, show: panel.show }`: where another object is given the method of a class that a `this` stands in. There, the
 * `this` is that object, unless the method has been bound.
 */
export function borrowersOf(self: ts.Node, workspace: Workspace): ts.Expression[] {
  const method = ts.findAncestor(self, node => ts.isFunctionLike(node) && !ts.isArrowFunction(node));
  if (!method || !ts.isMethodDeclaration(method) || !ts.isClassLike(method.parent)) return [];
  const symbol = symbolAt(workspace, method.name);
  const accesses = symbol ? usesOf(workspace, symbol).sure.map(use => wrapped(use.parent)) : [];
  return accesses.some(isBound) ? [] : accesses.filter(isGivenToObject);
}

const isBound = ({ parent }: ts.Node): boolean => isAccess(parent) && accessName(parent) === 'bind';

function isGivenToObject(access: ts.Node): access is ts.Expression {
  const { parent } = access;
  if (!isAccess(access)) return false;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === access;
  if (!isAssignment(parent)) return false;
  const target = unwrap(parent.left);
  return isAccess(target) && target.expression.getText() !== access.expression.getText();
}
