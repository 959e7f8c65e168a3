import { ts } from 'ts-morph';
import { keptValue } from '../code/constants.ts';
import { isExportReference } from '../code/exported.ts';
import { isAccess, memberName, referenceAt, unwrap } from '../code/syntax.ts';
import { type FoldContext, fold } from './fold.ts';
import { thawed } from './objects.ts';
import type { Template } from './template.ts';
import { textOf } from './truth.ts';

/** `new Map([['images', '/v1.1/images/detail']]).get(kind)`: the value of the key, or all where that is not known. */
export function foldMapGet(
  receiver: ts.Expression,
  call: ts.CallExpression,
  context: FoldContext,
): Template[] | undefined {
  const pairs = pairsOf(receiver, context);
  const [key] = call.arguments;
  if (!pairs || !key) return undefined;
  const text = textOf(key, context);
  const chosen = pairs.filter(([name]) => text === undefined || textOf(name, context) === text);
  return chosen.length === 0
    ? undefined
    : chosen.flatMap(([, value]) => fold(value, { ...context, frame: undefined }));
}

type Pair = readonly [ts.Expression, ts.Expression];

/** The pairs that a constant is made with, where nobody puts others into it. */
function pairsOf(receiver: ts.Expression, context: FoldContext): Pair[] | undefined {
  const made = keptValue(unwrap(receiver), context, isRead);
  return made && literalPairs(thawed(made));
}

function literalPairs(made: ts.Expression): Pair[] | undefined {
  if (!ts.isNewExpression(made) || made.expression.getText() !== 'Map') return undefined;
  const [list] = (made.arguments ?? []).map(thawed);
  if (!list || !ts.isArrayLiteralExpression(list)) return undefined;
  const pairs = list.elements.map(element => pairOf(unwrap(element)));
  return pairs.every(pair => pair !== undefined) ? pairs : undefined;
}

function pairOf(node: ts.Expression): Pair | undefined {
  const [name, value, ...more] = ts.isArrayLiteralExpression(node) ? node.elements : [];
  return name && value && more.length === 0 ? [name, value] : undefined;
}

const READS = new Set(['get', 'has', 'size', 'keys', 'values', 'entries', 'forEach']);

function isRead(use: ts.Node): boolean {
  const { parent } = referenceAt(use);
  return isExportReference(use) || (isAccess(parent) && READS.has(memberName(parent)));
}
