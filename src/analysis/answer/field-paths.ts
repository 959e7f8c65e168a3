import { ts } from 'ts-morph';
import { excerpt, isPosition, unwrap } from '../code/syntax.ts';
import { addStep, block, note, replaceNode } from '../edits/draft.ts';
import { TOWARDS } from './answers.ts';
import { fieldOf, INHERITED, isReservedProperty } from './fields.ts';
import { LIST, leftOut, type Shape, shapeWord } from './shape.ts';
import { addTo, markEdited, type Trace } from './tracker.ts';

/** What stands at the end of a path: a value that stays as it is, one to follow, or a field that has changed. */
type End =
  | { kind: 'plain' }
  | { kind: 'shape'; shape: Shape }
  | { kind: 'truth'; value: string; name: string }
  | { kind: 'constant'; value: boolean | null; name: string };

/** Where a path of names leads: the path in v2, and what is there. */
export type Walked = { path: readonly string[]; end: End };

/** A path as text or list in the code: `'properties.os_type'`, `['properties', 'os_type']`. */
export type PathNode = ts.StringLiteralLike | ts.ArrayLiteralExpression;

/** `node` as a path of names; undefined where a part of it is not known or not plain. `isDeep`: dots have a meaning. */
export function pathOf(
  node: ts.Expression,
  isDeep: boolean,
): { node: PathNode; names: string[] } | undefined {
  const inner = unwrap(node);
  if (ts.isStringLiteralLike(inner)) {
    const names = isDeep
      ? inner.text
          .replace(/\[(\d+)\]/g, '.$1')
          .replace(/^\./, '')
          .split('.')
      : [inner.text];
    return names.every(name => name !== '' && !/[[\].]/.test(name)) ? { node: inner, names } : undefined;
  }
  if (!ts.isArrayLiteralExpression(inner)) return undefined;
  const names = inner.elements.map(element => {
    const part = unwrap(element);
    return ts.isStringLiteralLike(part) || ts.isNumericLiteral(part) ? part.text : undefined;
  });
  const known = names.filter(name => name !== undefined);
  return known.length === names.length && known.length > 0 ? { node: inner, names: known } : undefined;
}

/** Writes another path in the place of one, in the way it was written. */
export function writePath(node: PathNode, path: readonly string[], { draft }: Trace): void {
  if (ts.isStringLiteralLike(node)) {
    const quote = node.getText()[0] ?? "'";
    return replaceNode(draft, node, quote + path.join('.') + quote);
  }
  const quote = /['"]/.exec(node.getText())?.[0] ?? "'";
  replaceNode(draft, node, `[${path.map(name => quote + name + quote).join(', ')}]`);
}

/** Follows a path of names from a value. Undefined where it leads to something that is not understood: a blocker. */
export function walkPath(
  names: readonly string[],
  shape: Shape,
  node: ts.Node,
  trace: Trace,
): Walked | undefined {
  const path: string[] = [];
  let at = shape;
  for (const [index, name] of names.entries()) {
    const step = (STEPS[at.kind] ?? escaping)(name, at as never, node, trace);
    if (!step) return undefined;
    path.push(...step.path);
    if ('shape' in step) {
      at = step.shape;
      continue;
    }
    const rest = names.slice(index + 1);
    if (rest.length > 0 && !step.isOpen) return unread(names.join('.'), node, trace);
    return { path: [...path, ...rest], end: step.end };
  }
  return { path, end: { kind: 'shape', shape: at } };
}

/** `isOpen`: what lies further down is the code's own. */
type Step = { path: string[] } & ({ shape: Shape } | { end: End; isOpen?: boolean });
type Walk<S extends Shape> = (name: string, shape: S, node: ts.Node, trace: Trace) => Step | undefined;

const intoPart = (name: string, of: Shape, node: ts.Node, trace: Trace): Step | undefined =>
  isPosition(name)
    ? { path: [name], shape: of }
    : name === 'length'
      ? { path: [name], end: { kind: 'plain' } }
      : escaping(name, { kind: 'array', of }, node, trace);

const STEPS: { [K in Shape['kind']]?: Walk<Extract<Shape, { kind: K }>> } = {
  answer: stepOfAnswer,
  record: stepOfRecord,
  bag: stepOfBag,
  array: (name, { of }, node, trace) => intoPart(name, of, node, trace),
  map: (name, { of }) => ({ path: [name], shape: of }),
  member: (name, shape) =>
    name === shape.name
      ? { path: [name], shape: shape.of }
      : { path: [name], end: { kind: 'plain' }, isOpen: true },
};

function escaping(_: string, shape: Shape, node: ts.Node, { draft }: Trace): undefined {
  block(draft, 'escape', node, { shape: shapeWord(shape), text: excerpt(node) });
}

function unread(name: string, node: ts.Node, { draft }: Trace): undefined {
  block(draft, 'unsupported-read', node, { name, text: excerpt(node.parent) });
}

function stepOfAnswer(
  name: string,
  { steps }: Extract<Shape, { kind: 'answer' }>,
  node: ts.Node,
  { draft }: Trace,
): Step | undefined {
  if (name === draft.rule.response.list) return { path: [name], shape: LIST };
  if (draft.rule.response.envelope.includes(name)) block(draft, 'feature-test', node, { name });
  else if (TOWARDS.has(name)) return { path: [name], shape: { kind: 'answer', steps: steps + 1 } };
  else block(draft, 'unknown-response', node, { text: excerpt(node) });
  return undefined;
}

function stepOfRecord(
  name: string,
  { own }: Extract<Shape, { kind: 'record' }>,
  node: ts.Node,
  trace: Trace,
): Step | undefined {
  const { draft, tracker } = trace;
  if (own.includes(name)) {
    addTo(tracker.owned, node, draft);
    return { path: [name], end: { kind: 'plain' }, isOpen: true };
  }
  const field = own.includes(leftOut(name)) ? undefined : fieldOf(draft, name);
  if (!field) {
    const isNew = draft.rule.response.added.includes(name);
    block(draft, isNew ? 'feature-test' : 'unknown-field', node, { name });
    return undefined;
  }
  if ('note' in field && field.note !== undefined && field.action !== 'timestamp')
    note(draft, field.note, node);
  if (field.action === 'same') return { path: [name], end: { kind: 'plain' } };
  addStep(draft, 'field', node, excerpt(node));
  addTo(tracker.changed, node, draft);
  switch (field.action) {
    case 'timestamp':
      return { path: [name], shape: { kind: 'time', read: node } };
    case 'equals':
      markEdited(trace);
      return { path: [field.to], end: { kind: 'truth', value: field.value, name } };
    case 'constant':
      markEdited(trace);
      return { path: [name], end: { kind: 'constant', value: field.value, name } };
    case 'flatten':
      markEdited(trace);
      return { path: [], shape: { kind: 'bag' } };
  }
}

function stepOfBag(name: string, _: Shape, node: ts.Node, { draft, tracker }: Trace): Step | undefined {
  if (INHERITED.has(name)) block(draft, 'bag-escape', node, { text: excerpt(node) });
  else if (isReservedProperty(name, draft)) block(draft, 'reserved-property', node, { name });
  else {
    addTo(tracker.bagKeys, draft, name);
    return { path: [name], end: { kind: 'plain' } };
  }
  return undefined;
}
