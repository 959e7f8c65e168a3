import { ts } from 'ts-morph';
import { symbolAt, usesOf } from './bindings.ts';
import type { Workspace } from './project.ts';
import { accessName, callOf, isAccess, isConst, isWritten, unwrap, wrapped } from './syntax.ts';

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
  if (!ts.isParameter(declaration) || declaration.parent.parameters[0] !== declaration) return undefined;
  const call = wrapped(declaration.parent).parent;
  const isWalk =
    ts.isCallExpression(call) && isAccess(call.expression) && WALKS.has(accessName(call.expression) ?? '');
  return isWalk ? (call.expression as ts.PropertyAccessExpression).expression : undefined;
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
  const symbol = ts.isIdentifier(inner) ? symbolAt(workspace, inner) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration || !ts.isVariableDeclaration(declaration) || !isConst(declaration))
    return undefined;
  const value = declaration.initializer && unwrap(declaration.initializer);
  if (!value || !ts.isArrayLiteralExpression(value)) return undefined;
  return usesOf(workspace, symbol).sure.every(isOnlyRead) ? value : undefined;
}

/** A use that walks over the list or reads an element; handed on, somebody else may change it. */
function isOnlyRead(use: ts.Node): boolean {
  const outer = wrapped(use);
  const access = outer.parent;
  if (ts.isForOfStatement(access) || ts.isSpreadElement(access)) return true;
  if (!isAccess(access) || access.expression !== outer) return false;
  const isChange = callOf(access) !== undefined && CHANGES.has(accessName(access) ?? '');
  return !isChange && !isWritten(access);
}
