import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { type FunctionNode, isAccess, isFunctionNode, propertyName, unwrap } from './syntax.ts';

/** Members of a name that classes and interfaces below one have of their own. */
export function heirMembers(
  home: ts.ClassLikeDeclaration | ts.InterfaceDeclaration,
  name: string,
  workspace: Workspace,
  below: readonly ts.Node[] = [],
): (ts.ClassElement | ts.TypeElement)[] {
  return usesOfName(home, workspace).flatMap(({ parent }) => {
    const heir = ts.isExpressionWithTypeArguments(parent) ? parent.parent.parent : undefined;
    // Code that does not compile may go round in a circle.
    if (!heir || !isHome(heir) || heir === home || below.includes(heir)) return [];
    const members: readonly (ts.ClassElement | ts.TypeElement)[] = heir.members;
    const own = members.filter(member => propertyName(member.name as ts.PropertyName) === name);
    return [...own, ...heirMembers(heir, name, workspace, [...below, home])];
  });
}

const isHome = (node: ts.Node): node is ts.ClassLikeDeclaration | ts.InterfaceDeclaration =>
  ts.isClassLike(node) || ts.isInterfaceDeclaration(node);

function usesOfName({ name }: ts.NamedDeclaration, workspace: Workspace): readonly ts.Node[] {
  const symbol = name && symbolAt(workspace, name);
  return symbol ? usesOf(workspace, symbol).sure : [];
}

/** The one function that a member without a body of an interface, or of an abstract class, can mean. */
export function onlyImplementation(callee: ts.Expression, workspace: Workspace): FunctionNode | undefined {
  const name = isAccess(callee) && ts.isPropertyAccessExpression(callee) ? callee.name : undefined;
  const [member, ...others] = (name && symbolAt(workspace, name)?.declarations) ?? [];
  const home = member?.parent;
  if (!name || !home || others.length > 0 || !isHome(home) || isFunctionNode(member)) return undefined;
  // An object that is declared to be one may have any function there.
  if (usesOfName(home, workspace).some(isTypeOfObject)) return undefined;
  const found = heirMembers(home, name.text, workspace).map(functionIn);
  const [only, ...more] = found.filter(one => one !== 'none');
  return more.length === 0 ? only : undefined;
}

/** 'none': it has no body either; undefined: what it does is not known. */
function functionIn(member: ts.ClassElement | ts.TypeElement): FunctionNode | 'none' | undefined {
  if (isFunctionNode(member)) return member;
  const { initializer } = member as ts.PropertyDeclaration;
  const value = initializer && unwrap(initializer);
  if (!value) return ts.isPropertyDeclaration(member) ? undefined : 'none';
  return isFunctionNode(value) ? value : undefined;
}

const isTypeOfObject = ({ parent }: ts.Node): boolean => {
  const holder = ts.isTypeReferenceNode(parent) ? parent.parent : undefined;
  const value = holder && ts.isVariableDeclaration(holder) && holder.initializer;
  return Boolean(value && ts.isObjectLiteralExpression(unwrap(value)));
};
