import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt } from './bindings.ts';
import { keptValue } from './constants.ts';
import { callOf, isAccess, isFunctionNode, isWritten, memberName, unwrap, wrapped } from './syntax.ts';
import { words } from './word-lists.ts';

/** `KEYS.map(key => …)`, `for (const key of KEYS)`: the list that a name is an element of. */
export function listBehind(key: ts.Expression, workspace: Workspace): ts.ArrayLiteralExpression | undefined {
  const walked = walkedBehind(key, workspace);
  return walked && constantList(walked, workspace);
}

/** What is walked over where a name is an element. */
export function walkedBehind(key: ts.Expression, workspace: Workspace): ts.Expression | undefined {
  const declaration = ts.isIdentifier(key) ? symbolAt(workspace, key)?.valueDeclaration : undefined;
  if (!declaration) return undefined;
  if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    return ts.isForOfStatement(loop) ? loop.expression : undefined;
  }
  const call = wrapped(declaration.parent).parent;
  const isElement = ts.isCallExpression(call) && elementOfWalk(call) === declaration;
  return isElement ? (call.expression as ts.PropertyAccessExpression).expression : undefined;
}

/** `KEYS.map(key => …)`: the parameter that the elements are given to, one after the other. */
function elementOfWalk({
  expression,
  arguments: given,
}: ts.CallExpression): ts.ParameterDeclaration | undefined {
  const fn = given[0] && unwrap(given[0]);
  if (!isAccess(expression) || !isFunctionNode(fn)) return undefined;
  if (memberName(expression) === 'reduce') return fn.parameters[1];
  return WALKS.has(memberName(expression)) ? fn.parameters[0] : undefined;
}

/** `KEYS.forEach(visit)`: a function by its name, to which the elements are given; not one that only tests or converts. */
export function namedWalkers({ expression, arguments: [given] }: ts.CallExpression): ts.Node[] {
  const isWalk =
    isAccess(expression) && (WALKS.has(memberName(expression)) || memberName(expression) === 'reduce');
  const isNamed = given && !isFunctionNode(unwrap(given)) && !CONVERTERS.has(given.getText());
  return isWalk && isNamed ? [given] : [];
}

const CONVERTERS = words('Boolean Number String encodeURI encodeURIComponent decodeURI decodeURIComponent');

/** What the elements of a list are called one after the other where it is walked over. */
export function elementName(list: ts.Node): ts.BindingName | undefined {
  const { parent } = list;
  if (
    ts.isForOfStatement(parent) &&
    parent.expression === list &&
    ts.isVariableDeclarationList(parent.initializer)
  )
    return parent.initializer.declarations[0]?.name;
  const call = callOf(parent);
  return call && elementOfWalk(call)?.name;
}

const WALKS = new Set(['map', 'flatMap', 'forEach', 'filter', 'find', 'some', 'every']);
const CHANGES = new Set([
  'push',
  'unshift',
  'splice',
  'pop',
  'shift',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
]);

/** A list literal, or a constant with one that nobody changes. */
function constantList(node: ts.Expression, workspace: Workspace): ts.ArrayLiteralExpression | undefined {
  const inner = unwrap(node);
  if (ts.isArrayLiteralExpression(inner)) return inner;
  const value = ts.isIdentifier(inner) ? keptValue(inner, { workspace }, isOnlyRead) : undefined;
  return value && ts.isArrayLiteralExpression(value) ? value : undefined;
}

/** A use that walks over the list or reads an element; handed on, somebody else may change it. */
function isOnlyRead(use: ts.Node): boolean {
  const outer = wrapped(use);
  const access = outer.parent;
  if (ts.isForOfStatement(access) || ts.isSpreadElement(access)) return true;
  if (!isAccess(access) || access.expression !== outer) return false;
  const isChange = callOf(access) !== undefined && CHANGES.has(memberName(access));
  return !isChange && !isWritten(access);
}
