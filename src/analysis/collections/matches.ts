import { ts } from 'ts-morph';
import { type PathNode, type Walked, walkPath, writePath } from '../answer/field-paths.ts';
import type { Shape } from '../answer/shape.ts';
import type { Trace } from '../answer/tracker.ts';
import { excerpt, isRepeatable, propertyName, unwrap } from '../code/syntax.ts';
import { block, keyText, quoted, replaceNode } from '../edits/draft.ts';
import { lambda, memberText } from '../edits/lambda.ts';

/** One value that an element has to have: `is_public: true`. */
type Match = { node: ts.ObjectLiteralElementLike; value: ts.Expression; walked: Walked };

/**
 * `{ is_public: true, status: 'active' }`: an element has to have these values. Stays an object where v2 has one
 * value for each, else a function takes its `place`.
 */
export function rewriteMatches(
  literal: ts.ObjectLiteralExpression,
  place: ts.Expression,
  element: Shape,
  trace: Trace,
): void {
  const matches: Match[] = [];
  for (const property of literal.properties) {
    const found = matchesOf(property, element, literal, trace);
    if (!found) return;
    matches.push(...found);
  }
  if (matches.some(match => match.walked.end.kind === 'shape')) return unread(literal, trace);
  const texts = matches.map(match => asEntry(match));
  if (texts.every(text => text !== undefined)) return writeObject(literal, matches, texts, trace);
  const tests = matches.map(asTest);
  if (!tests.every(test => test !== undefined)) return unread(literal, trace);
  const outside = matches.map(({ value }) => value.getText());
  replaceNode(
    trace.draft,
    place,
    lambda(literal, image => tests.map(test => test(image)).join(' && '), outside),
  );
}

function unread(node: ts.Expression, { draft }: Trace): void {
  block(draft, 'unsupported-read', node, { name: excerpt(node), text: excerpt(node.parent) });
}

/** The matches that a property stands for: one, or those of the object of properties inside it. */
function matchesOf(
  property: ts.ObjectLiteralElementLike,
  element: Shape,
  literal: ts.ObjectLiteralExpression,
  trace: Trace,
): Match[] | undefined {
  const name = propertyName(property.name);
  const value = ts.isPropertyAssignment(property)
    ? unwrap(property.initializer)
    : ts.isShorthandPropertyAssignment(property)
      ? property.name
      : undefined;
  if (name === undefined || !value) {
    block(trace.draft, 'dynamic-key', property, { text: excerpt(property) });
    return undefined;
  }
  const walked = walkPath([name], element, property, trace);
  if (!walked) return undefined;
  const { end } = walked;
  const isBag = end.kind === 'shape' && end.shape.kind === 'bag';
  if (!isBag || !ts.isObjectLiteralExpression(value)) return [{ node: property, value, walked }];
  // An empty object matches all images; what it would be in v2 is not worth knowing.
  if (value.properties.length === 0) return unread(literal, trace) as undefined;
  const inner = value.properties.map(child => matchesOf(child, end.shape, literal, trace));
  return inner.every(found => found !== undefined) ? inner.flat() : undefined;
}

const isTrue = (node: ts.Expression): boolean => node.kind === ts.SyntaxKind.TrueKeyword;
const isFalse = (node: ts.Expression): boolean => node.kind === ts.SyntaxKind.FalseKeyword;

/** The same match as an entry of an object; empty where it always holds, undefined where there is none. */
function asEntry({ node, value, walked: { path, end } }: Match): string | undefined {
  if (end.kind === 'constant') return value.getText() === String(end.value) ? '' : undefined;
  if (end.kind === 'truth')
    return isTrue(value) ? `${keyText(node, path[0] ?? '')}: ${quoted(node, end.value)}` : undefined;
  return node.getText();
}

function writeObject(
  literal: ts.ObjectLiteralExpression,
  matches: readonly Match[],
  texts: readonly string[],
  { draft }: Trace,
): void {
  const isFlat = matches.every(({ node }) => node.parent === literal) && !texts.includes('');
  if (!isFlat) {
    const entries = texts.filter(text => text !== '').join(', ');
    return replaceNode(draft, literal, entries === '' ? '{}' : `{ ${entries} }`);
  }
  for (const [index, { node }] of matches.entries()) {
    const text = texts[index];
    if (text !== undefined && text !== node.getText()) replaceNode(draft, node, text);
  }
}

/** A value that is no object and costs nothing to ask for: comparing it is what matching it means. */
const isSimple = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isNumericLiteral(node) ||
  isTrue(node) ||
  isFalse(node) ||
  node.kind === ts.SyntaxKind.NullKeyword ||
  isRepeatable(node);

/** The same match as a comparison. */
function asTest({ node, value, walked }: Match): ((image: string) => string) | undefined {
  return isSimple(value) ? comparison(node, value, walked) : undefined;
}

function comparison(
  at: ts.Node,
  value: ts.Expression,
  { path, end }: Walked,
): ((image: string) => string) | undefined {
  const [name, ...more] = path;
  if (name === undefined || more.length > 0 || end.kind === 'shape') return undefined;
  const text = value.getText();
  if (end.kind === 'constant')
    return isRepeatable(value) ? undefined : () => String(text === String(end.value));
  if (end.kind === 'plain') return image => `${memberText(at, image, name)} === ${text}`;
  const read = (image: string, sign: string) =>
    `${memberText(at, image, name)} ${sign} ${quoted(at, end.value)}`;
  if (isTrue(value)) return image => read(image, '===');
  if (isFalse(value)) return image => read(image, '!==');
  return image => `(${read(image, '===')}) === ${text}`;
}

/** `['is_public', true]`, `['properties.os_type', 'linux']`. */
export function rewritePair(
  pair: ts.ArrayLiteralExpression,
  pathNode: PathNode,
  walked: Walked,
  value: ts.Expression,
  trace: Trace,
): void {
  const { path, end } = walked;
  const inner = unwrap(value);
  if (end.kind === 'plain') {
    const old = ts.isStringLiteralLike(pathNode)
      ? pathNode.text
      : pathNode.elements.map(element => element.getText().slice(1, -1)).join('.');
    if (old !== path.join('.')) writePath(pathNode, path, trace);
    return;
  }
  if (end.kind === 'truth' && isTrue(inner)) {
    writePath(pathNode, path, trace);
    return replaceNode(trace.draft, value, quoted(value, end.value));
  }
  const test = isSimple(inner) ? comparison(pair, inner, walked) : undefined;
  if (!test) return unread(pair, trace);
  replaceNode(trace.draft, pair, lambda(pair, test, [value.getText()]));
}
