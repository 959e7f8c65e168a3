import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { keptValue } from '../code/constants.ts';
import { accessName, isAccess, referenceAt, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { FoldContext } from './fold.ts';
import { givenOf } from './truth.ts';

const LISTERS = words('Object.keys Object.entries Object.values');
const SERIALIZERS = words(
  'String qs.stringify qs.encode querystring.stringify querystring.encode queryString.stringify ' +
    'queryString.encode',
);

type Names = ReadonlySet<string | undefined>;
const SIZES: Names = new Set(['length', 'size']);
const TEXTS: Names = new Set(['toString', 'join']);
const LISTS: Names = new Set(['map', 'filter', 'flatMap', 'sort']);
/** Members that put nothing in. */
const READS: Names = new Set([...SIZES, ...TEXTS, ...LISTS]);

/**
 * Whether a text, or a number, is nothing because it is made of an object that the call which is looked into leaves out:
 * `new URLSearchParams(query).toString()`, `Object.keys(query).length` where nobody gave a query.
 */
export function isEmptyText(node: ts.Expression, context: FoldContext, depth = 0): boolean {
  const inner = unwrap(node);
  if (depth > DEEPEST) return false;
  if (ts.isIdentifier(inner)) {
    const value = fixedValue(inner, context);
    return value !== undefined && isEmptyText(value, context, depth + 1);
  }
  if (isAccess(inner)) return SIZES.has(accessName(inner)) && hasNoSize(inner.expression, context, depth + 1);
  if (!ts.isCallExpression(inner)) return false;
  const [first] = inner.arguments;
  if (first && SERIALIZERS.has(inner.expression.getText()))
    return isLeftOut(first, context) || isEmptyList(first, context, depth + 1);
  const callee = unwrap(inner.expression);
  return (
    isAccess(callee) && TEXTS.has(accessName(callee)) && isEmptyList(callee.expression, context, depth + 1)
  );
}

const hasNoSize = (owner: ts.Expression, context: FoldContext, depth: number): boolean =>
  isEmptyList(owner, context, depth) || isEmptyText(owner, context, depth);

/** The same for a list, or `URLSearchParams`: it is there, and has nothing in it. */
function isEmptyList(node: ts.Expression, context: FoldContext, depth: number): boolean {
  const inner = unwrap(node);
  if (depth > DEEPEST) return false;
  // What is left out is given to nothing but `URLSearchParams`.
  if (ts.isNewExpression(inner)) return isLeftOut(inner.arguments?.[0], context);
  if (ts.isIdentifier(inner)) {
    const value = fixedValue(inner, context);
    return value !== undefined && isEmptyList(value, context, depth + 1);
  }
  if (!ts.isCallExpression(inner)) return false;
  if (LISTERS.has(inner.expression.getText())) return isLeftOut(inner.arguments[0], context);
  const callee = unwrap(inner.expression);
  return (
    isAccess(callee) && LISTS.has(accessName(callee)) && isEmptyList(callee.expression, context, depth + 1)
  );
}

const DEEPEST = 6;

/** A constant that nothing is put into later on. */
const fixedValue = (name: ts.Identifier, context: FoldContext): ts.Expression | undefined =>
  keptValue(name, context, use => {
    const { parent } = referenceAt(use);
    return !isAccess(parent) || READS.has(accessName(parent));
  });

/** A parameter that is left out, and has an empty object in its place, which nobody fills. */
function isLeftOut(node: ts.Expression | undefined, context: FoldContext): boolean {
  const inner = node && unwrap(node);
  if (!inner || !ts.isIdentifier(inner)) return false;
  const symbol = symbolAt(context.workspace, inner);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration || !ts.isParameter(declaration)) return false;
  const given = givenOf(inner, context);
  const value = given === 'absent' ? declaration.initializer : given?.node;
  const literal = value && unwrap(value);
  const isEmpty =
    literal !== undefined && ts.isObjectLiteralExpression(literal) && literal.properties.length === 0;
  return isEmpty && usesOf(context.workspace, symbol).sure.every(isOnlyRead);
}

const isOnlyRead = (use: ts.Node): boolean => {
  const { parent } = referenceAt(use);
  if (ts.isNewExpression(parent)) return parent.expression.getText() === 'URLSearchParams';
  const callee = ts.isCallExpression(parent) ? parent.expression.getText() : '';
  return SERIALIZERS.has(callee) || LISTERS.has(callee);
};
