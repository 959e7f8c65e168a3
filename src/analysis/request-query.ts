import { ts } from 'ts-morph';
import { symbolAt, usesOf } from './bindings.ts';
import type { FoldContext } from './fold.ts';
import { objectLiteralOf } from './fold-objects.ts';
import { isSometimesRun } from './query-choice.ts';
import type { Config, Slot } from './request-base.ts';
import type { ResolvedClient } from './resolve-client.ts';
import { accessName, isAccess, isAssignment, propertyName, unwrap, wrapped } from './syntax.ts';

/**
 * Queries that options carry without naming them where the call stands: in an object that is spread into them, or
 * assigned to them before. What cannot be looked into is given as it is, for the reader of queries to refuse.
 */
export function hiddenQueries(
  call: ts.CallExpression | ts.NewExpression,
  { client }: ResolvedClient,
  configs: readonly Config[],
  context: FoldContext,
): Slot[] {
  if (client.queries.length === 0) return [];
  const spread = configs.flatMap(config => spreadQueries(config, client.queries, context));
  const assigned = (call.arguments ?? []).flatMap(node =>
    assignedQueries(node, call, client.queries, context),
  );
  return [...spread, ...assigned];
}

/** `{ ...options, headers }`: the last that names the query counts. */
function spreadQueries(
  { literal, frame }: Pick<Config, 'literal' | 'frame'>,
  keys: readonly string[],
  context: FoldContext,
): Slot[] {
  const { properties } = literal;
  const named = properties.findLastIndex(
    ({ name }) => name !== undefined && keys.includes(propertyName(name) ?? ''),
  );
  return properties.slice(named + 1).flatMap(property => {
    if (!ts.isSpreadAssignment(property)) return [];
    const found = objectLiteralOf(property.expression, { ...context, frame });
    if (!found)
      return mayName(property.expression, keys, context) ? [{ node: property.expression, frame }] : [];
    const own = found.literal.properties.find(({ name }) => name && keys.includes(propertyName(name) ?? ''));
    if (own && ts.isPropertyAssignment(own)) return [{ node: own.initializer, frame: found.frame }];
    if (own && ts.isShorthandPropertyAssignment(own)) return [{ node: own.name, frame: found.frame }];
    return spreadQueries(found, keys, context);
  });
}

/** Whether the types leave open that an object has the query in it. */
function mayName(node: ts.Expression, keys: readonly string[], { workspace }: FoldContext): boolean {
  const { checker } = workspace;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  return (type.flags & ts.TypeFlags.Any) !== 0 || keys.some(key => type.getProperty(key) !== undefined);
}

/** `config.params = { limit: 5 }` */
function assignedQueries(
  node: ts.Expression,
  call: ts.Node,
  keys: readonly string[],
  { workspace, frame }: FoldContext,
): Slot[] {
  const inner = unwrap(node);
  const symbol = ts.isIdentifier(inner) ? symbolAt(workspace, inner) : undefined;
  if (!symbol?.valueDeclaration || !ts.isVariableDeclaration(symbol.valueDeclaration)) return [];
  return usesOf(workspace, symbol).sure.flatMap(use => {
    const access = wrapped(use).parent;
    const isNamed =
      isAccess(access) && access.expression === wrapped(use) && keys.includes(accessName(access) ?? '');
    const { parent } = wrapped(access);
    if (!isNamed || !isAssignment(parent) || parent.left !== wrapped(access)) return [];
    return [{ node: isSometimesRun(parent, call) ? access : parent.right, frame }];
  });
}
