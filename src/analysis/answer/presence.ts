import { ts } from 'ts-morph';
import { excerpt, unwrap } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import type { Shape } from './shape.ts';
import type { Station, Trace, Tracker } from './tracker.ts';

/** A read that gives undefined where there is no image, and something else once it is rewritten. */
export function expectImage(node: ts.Node, name: string, { tracker, draft, from }: Trace): void {
  tracker.expected.push({ node, name, draft, from });
}

/** `(images[0] ?? {}).is_public`: v1.1 gave undefined there, a comparison is false. */
export function checkPresence({ expected }: Tracker): void {
  for (const { node, name, draft, from } of expected) {
    if (mayBeEmpty(from)) block(draft, 'empty-image', node, { name, text: excerpt(node) });
  }
}

/** Whether an empty object may get here in the place of an image. */
export function mayBeEmpty(from: Station): boolean {
  const seen = new Set<Station>([from]);
  for (const station of seen) {
    if (station.needs.some(({ value, shape }) => isEmptyImage(value, shape))) return true;
    for (const parent of station.parents) seen.add(parent);
  }
  return false;
}

/** `{}` where an image is expected, or something made of it: `ref({})`, `useState({})`. */
function isEmptyImage(value: ts.Expression, shape: Shape | undefined): boolean {
  const inner = unwrap(value);
  if (ts.isConditionalExpression(inner))
    return isEmptyImage(inner.whenTrue, shape) || isEmptyImage(inner.whenFalse, shape);
  if (ts.isCallExpression(inner)) {
    const [given] = inner.arguments;
    return given !== undefined && shape !== undefined && 'of' in shape && isEmptyImage(given, shape.of);
  }
  const isEmpty = ts.isObjectLiteralExpression(inner) && inner.properties.length === 0;
  return isEmpty && (shape === undefined || shape.kind === 'record');
}
