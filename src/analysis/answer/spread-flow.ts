import { ts } from 'ts-morph';
import { excerpt, propertyName, unwrap } from '../code/syntax.ts';
import { passArgument } from './arguments.ts';
import { constantKey } from './keys.ts';
import type { Shape } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import { need, type Trace } from './tracker.ts';

/** `{ ...image, label }`: an image whose members named after the spread are the code's own. */
export function spreadIntoObject(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const literal = parent.parent as ts.ObjectLiteralExpression;
  if (shape.kind === 'bag' || shape.kind === 'array' || shape.kind === 'text')
    return escapeAt(node, shape, trace, literal);
  const at = literal.properties.indexOf(parent as ts.SpreadAssignment);
  if (shape.kind === 'member') {
    const isOver = literal.properties.slice(at).some(other => propertyName(other.name) === shape.name);
    return isOver ? undefined : flow(literal, shape, trace);
  }
  if (shape.kind !== 'record') return flow(literal, shape, trace);
  const others = literal.properties.filter((_, index) => index !== at);
  // A property of the image would take the place of a member that stands before the spread.
  const behind = literal.properties.slice(at + 1).filter(other => !ts.isSpreadAssignment(other));
  const names = behind.map(other => nameOf(other.name, trace));
  const known = names.filter(name => name !== undefined);
  const isOther = others.some(one => ts.isSpreadAssignment(one) && !trace.tracker.flowed.has(one.expression));
  // `{ ...image, [event.target.name]: value }`: nobody knows which field is the code's own then.
  if (isOther || known.length < names.length) return escapeAt(node, shape, trace, literal);
  flow(literal, { kind: 'record', own: [...new Set([...shape.own, ...known])].sort() }, trace);
}

/** The name of a member; of a computed one, where its key can be one thing alone. */
const nameOf = (name: ts.PropertyName | undefined, trace: Trace): string | undefined =>
  name && ts.isComputedPropertyName(name)
    ? (propertyName(name) ?? constantKey(name.expression, trace))
    : propertyName(name);

/** `[...images]`, `push(...images)`. */
export function spreadIntoList(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  if (ts.isCallExpression(parent.parent) || ts.isNewExpression(parent.parent))
    return passArgument(parent, parent.parent, shape, trace);
  if (!ts.isArrayLiteralExpression(parent.parent) || (shape.kind !== 'array' && shape.kind !== 'map'))
    return escapeAt(node, shape, trace, parent);
  // A map gives pairs.
  const of: Shape = shape.kind === 'map' ? { kind: 'tuple', index: 1, of: shape.of } : shape.of;
  needElements(parent.parent, { kind: 'array', of }, trace);
  flow(parent.parent, { kind: 'array', of }, trace);
}

function needElements(list: ts.ArrayLiteralExpression, shape: Shape & { of: Shape }, trace: Trace): void {
  for (const element of list.elements) {
    if (ts.isSpreadElement(element))
      need(trace, list, [element.expression], excerpt(list), { kind: 'array', of: shape.of });
    else need(trace, list, [element], excerpt(list), shape.of);
  }
}

export function intoList(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const list = parent as ts.ArrayLiteralExpression;
  const index = list.elements.indexOf(node as ts.Expression);
  // Behind a spread nobody knows which one it is.
  if (list.elements.slice(0, index).some(ts.isSpreadElement)) {
    needElements(list, { kind: 'array', of: shape }, trace);
    return flow(list, { kind: 'array', of: shape }, trace);
  }
  flow(list, { kind: 'tuple', index, of: shape, list }, trace);
}

/** What iterating over a shape gives. */
export function elementOf(shape: Shape, node: ts.Node, trace: Trace): Shape | undefined {
  if (shape.kind === 'array') return shape.of;
  if (shape.kind === 'text') return shape;
  if (shape.kind === 'map') return { kind: 'tuple', index: 1, of: shape.of };
  if (shape.kind !== 'tuple') return undefined;
  const list = unwrap(node as ts.Expression);
  if (ts.isArrayLiteralExpression(list)) needElements(list, shape, trace);
  else needOthers(shape, trace);
  return shape.of;
}

/** All elements of a list with a known one get to whoever walks over it. */
export function needOthers(shape: Shape, trace: Trace): void {
  if (shape.kind === 'tuple' && shape.list) needElements(shape.list, shape, trace);
}
