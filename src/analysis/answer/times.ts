import { ts } from 'ts-morph';
import { rowOf } from '../code/rows.ts';
import { type Access, callOf, excerpt, isBareName, unwrap } from '../code/syntax.ts';
import { block, type Draft, insertAfter, note, replaceNode } from '../edits/draft.ts';
import { lambda, memberText } from '../edits/lambda.ts';
import { mayBeEmpty } from './presence.ts';
import { type Shape, timeReads } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import type { Trace, Tracker } from './tracker.ts';

/** How many characters of a timestamp are the same in both forms: `2016-05-22T06:04:20`. */
const COMMON = 19;

/** Follows a timestamp from where it is read: only uses that tell the two forms apart ask for the old form. */
export function startTime(read: ts.Expression, trace: Trace): void {
  trace.tracker.times.set(read, trace.draft);
  trace.tracker.origins.set(read, trace.from);
  flow(read, { kind: 'time', read }, trace);
}

/** Where the piece ends that a method cuts out, from its two arguments. */
const CUTS: Readonly<Record<string, (first: number, second: number) => number>> = {
  slice: Math.max,
  substring: Math.max,
  substr: (start, length) => start + length,
};

/** A method of a timestamp: cutting it before the difference is harmless. */
export function readTime(
  access: Access,
  name: string,
  shape: Extract<Shape, { kind: 'time' }>,
  trace: Trace,
): void {
  const call = callOf(access);
  if (!call) return escapeAt(access, shape, trace, access);
  const [first, second] = call.arguments;
  const cut = rowOf(CUTS, name);
  if (cut && first && second && cut(numberOf(first), numberOf(second)) <= COMMON) return;
  if (name === 'localeCompare' && first) return compareTime(first, shape, trace);
  if (name === 'startsWith' && first && !second && isCommonText(first)) return;
  if (name === 'split' && first && isDateSplit(call, first)) return;
  escapeAt(access, shape, trace, call);
}

/** The number that is written; `NaN`, which nothing is below of, for anything else. */
function numberOf(node: ts.Expression): number {
  const inner = unwrap(node);
  return ts.isNumericLiteral(inner) ? Number(inner.text) : Number.NaN;
}

/** A text that ends before the difference. */
function isCommonText(node: ts.Expression): boolean {
  const inner = unwrap(node);
  return ts.isStringLiteralLike(inner) && inner.text.length <= COMMON;
}

/**
 * Two timestamps of images compare as they did while both have the same form; against anything else the old form
 * counts. Which it is, is settled when all reads are known.
 */
export function compareTime(other: ts.Expression, shape: Shape, { tracker }: Trace): void {
  const inner = unwrap(other);
  const isNothing =
    inner.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(inner) && inner.text === 'undefined');
  if (!isNothing) tracker.comparisons.push({ reads: timeReads(shape), other: inner });
}

function settleComparisons({ comparisons, sensitive, times }: Tracker): void {
  for (let before = -1; before !== sensitive.size; ) {
    before = sensitive.size;
    for (const { reads, other } of comparisons) {
      if (times.has(other) && !sensitive.has(other)) continue;
      for (const read of reads) sensitive.add(read);
    }
  }
}

/** `.split('T')[0]`: the date. */
function isDateSplit(call: ts.CallExpression, separator: ts.Expression): boolean {
  const access = call.parent;
  const inner = unwrap(separator);
  if (!ts.isStringLiteralLike(inner) || inner.text !== 'T') return false;
  if (ts.isElementAccessExpression(access)) return access.argumentExpression.getText() === '0';
  if (!ts.isVariableDeclaration(access) || !ts.isArrayBindingPattern(access.name)) return false;
  const [date, ...others] = access.name.elements;
  return others.length === 0 && date !== undefined && ts.isBindingElement(date) && !date.dotDotDotToken;
}

/** Puts the timestamps that need it into their old form. */
export function restoreTimes(tracker: Tracker): void {
  settleComparisons(tracker);
  const { sensitive, times } = tracker;
  for (const read of sensitive) {
    const draft = times.get(read);
    const from = tracker.origins.get(read);
    if (from) from.isReader = true;
    if (draft) restore(read as ts.Expression, from !== undefined && mayBeEmpty(from), draft);
  }
}

/** `_.map(images, 'created_at')`: a function takes the place of the name. */
const restoreByName = (read: ts.StringLiteralLike, change: string, draft: Draft): void =>
  isBareName(read.text)
    ? replaceNode(
        draft,
        read,
        lambda(read, image => memberText(read, image, read.text) + change),
      )
    : block(draft, 'unsupported-read', read, { name: read.text, text: excerpt(read.parent) });

/** `mayMiss`: there may be an empty object in the place of the image. */
function restore(read: ts.Expression, mayMiss: boolean, draft: Draft): void {
  const row = Object.values(draft.rule.response.fields).find(field => field.action === 'timestamp');
  if (row?.action !== 'timestamp') return;
  const change = `.replace(/${row.pattern}/, '${row.replacement}')`;
  if (ts.isStringLiteralLike(read)) restoreByName(read, change, draft);
  // `_.get(image, 'created_at')` gives nothing where there is no image.
  else insertAfter(draft, read, mayMiss || ts.isCallExpression(read) ? `?${change}` : change);
  note(draft, row.note, read);
}
