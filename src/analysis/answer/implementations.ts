import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { type Home, heirsOf, isHome, objectsOf } from '../code/heirs.ts';
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

/**
 * What else may be called where a method is: those of other classes and objects with the same base or interface, and
 * those that override it. `use` names the member that is called.
 */
export function givenByOthers(fn: FunctionNode, use: ts.Node, tracker: Tracker): ts.Expression[] {
  const declarations = symbolAt(tracker.workspace, use)?.declarations ?? [];
  const { workspace } = tracker;
  const owners = declarations.map(({ parent }) => parent).filter(isHome);
  const name = propertyName((memberOf(fn) as ts.NamedDeclaration).name as ts.PropertyName);
  return owners
    .flatMap(owner => [owner, ...heirsOf(owner, workspace)])
    .flatMap(owner => [owner, ...objectsOf(owner, workspace)])
    .flatMap(owner =>
      membersOf(owner).filter(member => propertyName(member.name as ts.PropertyName) === name),
    )
    .flatMap(member => bodyOf(member) ?? [])
    .filter(body => body !== fn)
    .flatMap(returnedExpressions)
    .concat(replacementsOf(use, fn, workspace).flatMap(resultsOf));
}

/** The member that a function is: a method, or what a property holds. */
const memberOf = (fn: FunctionNode): ts.Node =>
  ts.isArrowFunction(fn) || ts.isFunctionExpression(fn) ? fn.parent : fn;

const membersOf = (owner: Home | ts.ObjectLiteralExpression): readonly ts.NamedDeclaration[] =>
  ts.isObjectLiteralExpression(owner) ? [...owner.properties] : [...owner.members];

function bodyOf(member: ts.NamedDeclaration): FunctionNode | undefined {
  const value = (member as ts.PropertyAssignment).initializer;
  const fn = value ? unwrap(value) : member;
  return isFunctionNode(fn) ? fn : undefined;
}
