import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { replacementsOf } from '../code/replaced.ts';
import {
  type FunctionNode,
  isFunctionNode,
  propertyName,
  returnedExpressions,
  unwrap,
} from '../code/syntax.ts';
import { resultsOf } from './given-values.ts';
import type { Tracker } from './tracker.ts';

type Owner = ts.ClassLikeDeclaration | ts.InterfaceDeclaration;

/**
 * What else may be called where a method is: those of other classes and objects with the same base or interface, and
 * those that override it. `use` names the member that is called.
 */
export function givenByOthers(fn: FunctionNode, use: ts.Node, tracker: Tracker): ts.Expression[] {
  const declarations = symbolAt(tracker.workspace, use)?.declarations ?? [];
  const owners = declarations.map(({ parent }) => parent).filter(isOwner);
  const name = propertyName((memberOf(fn) as ts.NamedDeclaration).name as ts.PropertyName);
  return owners
    .flatMap(owner => [owner, ...heirsOf(owner, tracker)])
    .flatMap(owner =>
      membersOf(owner).filter(member => propertyName(member.name as ts.PropertyName) === name),
    )
    .flatMap(member => bodyOf(member) ?? [])
    .filter(body => body !== fn)
    .flatMap(returnedExpressions)
    .concat(replacementsOf(use, fn, tracker.workspace).flatMap(resultsOf));
}

const isOwner = (node: ts.Node): node is Owner => ts.isClassLike(node) || ts.isInterfaceDeclaration(node);

/** The member that a function is: a method, or what a property holds. */
const memberOf = (fn: FunctionNode): ts.Node =>
  ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? fn.parent : fn;

const membersOf = (owner: Owner | ts.ObjectLiteralExpression): readonly ts.NamedDeclaration[] =>
  ts.isObjectLiteralExpression(owner) ? [...owner.properties] : [...owner.members];

function bodyOf(member: ts.NamedDeclaration): FunctionNode | undefined {
  const value = (member as ts.PropertyAssignment).initializer;
  const fn = value ? unwrap(value) : member;
  return isFunctionNode(fn) ? fn : undefined;
}

/** Classes and interfaces that extend or implement, and objects that are declared to be one. */
function heirsOf(
  owner: Owner,
  tracker: Tracker,
  below: readonly Owner[] = [],
): (Owner | ts.ObjectLiteralExpression)[] {
  const symbol = owner.name && tracker.workspace.checker.getSymbolAtLocation(owner.name);
  const uses = usesOf(tracker.workspace, symbol).sure;
  return uses.flatMap(({ parent }) => {
    if (ts.isExpressionWithTypeArguments(parent)) {
      const heir = parent.parent.parent;
      const isNew = isOwner(heir) && heir !== owner && !below.includes(heir);
      return isNew ? [heir, ...heirsOf(heir, tracker, [...below, owner])] : [];
    }
    const holder = ts.isTypeReferenceNode(parent) ? parent.parent : undefined;
    const value =
      holder && ts.isVariableDeclaration(holder) && holder.initializer && unwrap(holder.initializer);
    return value && ts.isObjectLiteralExpression(value) ? [value] : [];
  });
}
