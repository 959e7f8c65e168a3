import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { type FunctionNode, isAccess, isFunctionNode, propertyName, unwrap } from './syntax.ts';

export type Home = ts.ClassLikeDeclaration | ts.InterfaceDeclaration;

export const isHome = (node: ts.Node): node is Home =>
  ts.isClassLike(node) || ts.isInterfaceDeclaration(node);

/** Classes and interfaces that extend or implement one, at any depth. */
export function heirsOf(home: Home, workspace: Workspace, below: readonly Home[] = []): Home[] {
  const seen = [...below, home];
  return usesOfName(home, workspace).flatMap(({ parent }) => {
    const heir = ts.isExpressionWithTypeArguments(parent) ? parent.parent.parent : undefined;
    // Code that does not compile may go round in a circle.
    if (!heir || !isHome(heir) || seen.includes(heir)) return [];
    return [heir, ...heirsOf(heir, workspace, seen)];
  });
}

/** Objects that are declared to be of a class or interface. */
export const objectsOf = (home: Home, workspace: Workspace): ts.ObjectLiteralExpression[] =>
  usesOfName(home, workspace).flatMap(({ parent }) => {
    const holder = ts.isTypeReferenceNode(parent) ? parent.parent : undefined;
    const value = holder && ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
    const inner = value && unwrap(value);
    return inner && ts.isObjectLiteralExpression(inner) ? [inner] : [];
  });

const usesOfName = ({ name }: Home, workspace: Workspace): readonly ts.Node[] =>
  usesOf(workspace, name && symbolAt(workspace, name)).sure;

/** Members of a name that classes and interfaces below one have of their own. */
export const heirMembers = (
  home: Home,
  name: string,
  workspace: Workspace,
): (ts.ClassElement | ts.TypeElement)[] =>
  heirsOf(home, workspace).flatMap(heir => {
    const members: readonly (ts.ClassElement | ts.TypeElement)[] = heir.members;
    return members.filter(member => propertyName(member.name as ts.PropertyName) === name);
  });

/** The one function that a member without a body of an interface, or of an abstract class, can mean. */
export function onlyImplementation(callee: ts.Expression, workspace: Workspace): FunctionNode | undefined {
  const name = isAccess(callee) && ts.isPropertyAccessExpression(callee) ? callee.name : undefined;
  const [member, ...others] = (name && symbolAt(workspace, name)?.declarations) ?? [];
  const home = member?.parent;
  if (!name || !home || others.length > 0 || !isHome(home) || isFunctionNode(member)) return undefined;
  // An object that is declared to be one may have any function there.
  if (objectsOf(home, workspace).length > 0) return undefined;
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
