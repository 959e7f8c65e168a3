import { ts } from 'ts-morph';
import { pathOf, type Walked, walkPath, writePath } from '../answer/field-paths.ts';
import { invoke } from '../answer/invoke.ts';
import type { Shape } from '../answer/shape.ts';
import { escapeAt } from '../answer/track.ts';
import type { Continue, Trace } from '../answer/tracker.ts';
import { excerpt, isAccess, isFunctionNode, unwrap } from '../code/syntax.ts';
import { block, quoted, replaceNode } from '../edits/draft.ts';
import { lambda, memberText } from '../edits/lambda.ts';
import { calledFunction } from '../fold/calls.ts';
import { type Library, libraryFunction } from './library-names.ts';
import { rewriteMatches, rewritePair } from './matches.ts';

/** What a function over collections is given to read an element with: a function, a path, or values to match. */
export type Iteratee = {
  node: ts.Expression | undefined;
  /** What a function would take the place of, where it is more than the node: `_.property('is_public')`. */
  place?: ts.Expression;
  library: Library;
  /** What is handed to a function; the element is what a path starts from. */
  args: readonly (Shape | undefined)[];
  element: Shape;
  /** What becomes of the value that is read. `node`: where a timestamp would be put into its old form. */
  onResult: Continue;
};

/** Reads an element in the way of an iteratee, with the edits that keep its meaning. */
export function readBy(iteratee: Iteratee, trace: Trace): void {
  const { node, element, args, onResult } = iteratee;
  if (!node) return onResult(element, trace);
  const inner = unwrap(node);
  if (ts.isStringLiteralLike(inner)) return readByPath(inner, iteratee, trace);
  if (ts.isObjectLiteralExpression(inner))
    return rewriteMatches(inner, iteratee.place ?? inner, element, trace);
  const made = makerOf(inner, trace);
  if (made) return readBy({ ...iteratee, ...made, place: inner }, trace);
  if (ts.isArrayLiteralExpression(inner)) return readByPair(inner, iteratee, trace);
  if (isBuiltIn(inner)) return undefined;
  if (isUnknown(inner, trace)) return block(trace.draft, 'dynamic-key', node, { text: excerpt(node.parent) });
  if (isFunctionNode(inner) && usesThis(inner, iteratee)) return escapeAt(node, element, trace, node);
  invoke(node, args, onResult, trace);
}

/** `_.property('status')`, `_.matches({ status: 'active' })`: a function made of what is an iteratee as it is. */
export function makerOf(
  node: ts.Expression,
  { tracker }: Trace,
): { node: ts.Expression; library: Library } | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const made = libraryFunction(node.expression, tracker.workspace);
  const [given] = node.arguments;
  if (!made || !given || !MAKERS.has(made.name)) return undefined;
  const isLiteral = ts.isStringLiteralLike(given) || ts.isObjectLiteralExpression(given);
  return isLiteral ? { node: given, library: made.library } : undefined;
}

const MAKERS = new Set(['property', 'matches', 'matcher', 'iteratee']);

/** `_.compact`-like tests of the element itself. */
const isBuiltIn = (node: ts.Expression): boolean => node.getText() === 'Boolean';

/** A template, or a name that is not known to be a function: it may hold a path. */
function isUnknown(node: ts.Expression, { tracker }: Trace): boolean {
  if (ts.isTemplateExpression(node)) return true;
  return (ts.isIdentifier(node) || isAccess(node)) && !calledFunction(node, tracker);
}

/** jQuery calls a callback on the element. */
function usesThis(fn: ts.Node, { library }: Iteratee): boolean {
  if (library !== 'jquery' || ts.isArrowFunction(fn)) return false;
  const visit = (node: ts.Node): boolean =>
    node.kind === ts.SyntaxKind.ThisKeyword ||
    (ts.forEachChild(node, child => visit(child) || undefined) ?? false);
  return visit(fn);
}

function readByPath(node: ts.StringLiteralLike, iteratee: Iteratee, trace: Trace): void {
  const { library, element, onResult } = iteratee;
  const found = pathOf(node, library === 'lodash');
  // Whether a dot has a meaning is not the same in all libraries.
  if (!found || (library !== 'lodash' && node.text.includes('.')))
    return block(trace.draft, 'unsupported-read', node, { name: node.text, text: excerpt(node.parent) });
  const walked = walkPath(found.names, element, node, trace);
  if (!walked) return undefined;
  if (walked.end.kind === 'shape') {
    if (isBag(walked.end.shape)) return escapeAt(node, walked.end.shape, trace, node.parent);
    writeChanged(found.names, node, walked, trace);
    if (walked.end.shape.kind === 'time') trace.tracker.times.set(node, trace.draft);
    return onResult(walked.end.shape, trace);
  }
  writeRead(found.names, node, iteratee.place ?? node, walked, trace);
}

const isBag = (shape: Shape): boolean => shape.kind === 'bag' || shape.kind === 'text';

function writeChanged(
  names: readonly string[],
  node: ts.StringLiteralLike,
  { path }: Walked,
  trace: Trace,
): void {
  if (path.join('.') !== names.join('.')) writePath(node, path, trace);
}

/** The path in v2 where a path can say it, else a function. */
function writeRead(
  names: readonly string[],
  node: ts.StringLiteralLike,
  place: ts.Expression,
  walked: Walked,
  trace: Trace,
): void {
  const { path, end } = walked;
  if (end.kind === 'constant')
    return replaceNode(
      trace.draft,
      place,
      lambda(node, () => String(end.value)),
    );
  if (end.kind !== 'truth') return writeChanged(names, node, walked, trace);
  const [name, ...more] = path;
  // A function would fail where a step of the path is missing, the path would not.
  if (name === undefined || more.length > 0)
    return block(trace.draft, 'unsupported-read', node, { name: end.name, text: excerpt(node.parent) });
  replaceNode(
    trace.draft,
    place,
    lambda(node, image => `${memberText(node, image, name)} === ${quoted(node, end.value)}`),
  );
}

/** `['is_public', true]`: lodash compares what the path gives; others read the list as a path. */
function readByPair(node: ts.ArrayLiteralExpression, iteratee: Iteratee, trace: Trace): void {
  const { library, element } = iteratee;
  const [path, value] = node.elements;
  const found = path && pathOf(path, true);
  if (library !== 'lodash' || node.elements.length !== 2 || !found || !value)
    return escapeAt(node, element, trace, node);
  const walked = walkPath(found.names, element, node, trace);
  if (walked) rewritePair(node, found.node, walked, value, trace);
}
