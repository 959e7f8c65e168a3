import { ts } from 'ts-morph';
import { bindParameter } from '../answer/binding-flow.ts';
import { invoke } from '../answer/invoke.ts';
import type { Shape } from '../answer/shape.ts';
import { escapeAt } from '../answer/track.ts';
import { need, type Trace } from '../answer/tracker.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { calleeName, isFunctionNode, unwrap } from '../code/syntax.ts';
import { functionOf } from '../fold/calls.ts';
import { blockColumns } from './columns.ts';
import { provide } from './context-flow.ts';

/** `<Table images={images} />`, `<li>{image.created_at}</li>`. */
export function flowIntoAttribute(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const attribute = parent.parent;
  if (ts.isJsxElement(attribute) && giveChild(attribute, shape, trace)) return;
  if (!ts.isJsxAttribute(attribute)) return escapeAt(node, shape, trace, parent);
  const tag = attribute.parent.parent.tagName as ts.Expression;
  const name = attribute.name.getText();
  // Nobody looks at what a handler of an element gives back.
  if (shape.kind === 'thunk' && /^on[A-Z]/.test(name) && /^[a-z]/.test(tag.getText())) return;
  if (giveProps(tag, { kind: 'member', name, of: shape }, trace)) return needSpreads(attribute, name, trace);
  if (name === 'each' && isLoop(attribute.parent)) return loopOver(attribute.parent.parent, shape, trace);
  if (provide(attribute, shape, trace)) return;
  blockColumns(attribute.parent.properties, trace);
  escapeAt(node, shape, trace, attribute);
}

/** What is spread behind an attribute takes its place, where the types say that it has one of the same name. */
function needSpreads(attribute: ts.JsxAttribute, name: string, trace: Trace): void {
  const { checker } = trace.tracker.workspace;
  const { properties } = attribute.parent;
  for (const other of properties.slice(properties.indexOf(attribute)).filter(ts.isJsxSpreadAttribute)) {
    const isGiven = checker.getTypeAtLocation(other.expression).getProperty(name) !== undefined;
    if (isGiven) need(trace, other, [other.expression], name);
  }
}

/** `<Each of={images}>{image => …}</Each>`: a function that a component calls. */
function giveChild({ openingElement, children }: ts.JsxElement, shape: Shape, trace: Trace): boolean {
  const isAlone = children.filter(child => !ts.isJsxText(child)).length === 1;
  const props: Shape = { kind: 'member', name: 'children', of: shape };
  return (
    isAlone && shape.kind === 'function' && giveProps(openingElement.tagName as ts.Expression, props, trace)
  );
}

/** `<Row key={image.id} {...image} />`: the fields of an image are what the component is given. */
export function flowIntoSpread(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const attributes = (parent as ts.JsxSpreadAttribute).parent;
  const { properties } = attributes;
  const after = properties.slice(properties.indexOf(parent as ts.JsxSpreadAttribute) + 1);
  const isAlone = properties.every(other => other === parent || !ts.isJsxSpreadAttribute(other));
  const names = after.filter(ts.isJsxAttribute).map(({ name }) => name.getText());
  // Given anew behind the spread.
  if (shape.kind === 'member' && names.includes(shape.name)) return;
  const props: Shape =
    shape.kind === 'record' ? { kind: 'record', own: [...new Set([...shape.own, ...names])].sort() } : shape;
  const isProps = shape.kind === 'record' || shape.kind === 'member';
  if (isProps && isAlone && giveProps(attributes.parent.tagName as ts.Expression, props, trace)) return;
  escapeAt(node, shape, trace, parent);
}

/** Gives a component its props, or a part of them. False where its source is not known. */
export function giveProps(tag: ts.Expression, shape: Shape, trace: Trace): boolean {
  const [props] = componentOf(tag, trace)?.parameters ?? [];
  if (!props) return false;
  needElements(tag, shape, trace);
  bindParameter(props, shape, { ...trace, frame: undefined });
  return true;
}

/** The other elements of the component give it what its readers take for the same. */
function needElements(tag: ts.Expression, shape: Shape, trace: Trace): void {
  const { workspace } = trace.tracker;
  const symbol = symbolAt(workspace, ts.isPropertyAccessExpression(tag) ? tag.name : tag);
  for (const use of usesOf(workspace, symbol).sure) {
    const element = ts.isPropertyAccessExpression(use.parent) ? use.parent.parent : use.parent;
    if (!ts.isJsxOpeningLikeElement(element) || element.tagName === tag) continue;
    for (const value of givenTo(element, shape)) need(trace, element, [value], tag.getText(), shape);
  }
}

/** What an element gives in the place of a shape; the tag itself stands for single fields. */
function givenTo(element: ts.JsxOpeningLikeElement, shape: Shape): ts.Expression[] {
  const tag = element.tagName as ts.Expression;
  if (shape.kind === 'member' && shape.name === 'children' && ts.isJsxElement(element.parent))
    return element.parent.children.flatMap(child =>
      ts.isJsxExpression(child) ? (child.expression ?? []) : ts.isJsxText(child) ? [] : [tag],
    );
  return element.attributes.properties.flatMap(attribute => {
    if (ts.isJsxSpreadAttribute(attribute)) return [attribute.expression];
    const name = attribute.name.getText();
    if (shape.kind === 'record') return shape.own.includes(name) || name === 'key' ? [] : [tag];
    return shape.kind === 'member' && name === shape.name ? [givenBy(attribute) ?? tag] : [];
  });
}

function givenBy({ initializer }: ts.JsxAttribute): ts.Expression | undefined {
  const given = initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
  return given && ts.isExpression(given) ? given : undefined;
}

const WRAPPERS = new Set(['memo', 'forwardRef', 'observer']);

/** The function behind a component's tag, through `memo` and `forwardRef`. */
function componentOf(tag: ts.Expression, { tracker }: Trace): ts.SignatureDeclaration | undefined {
  const name = ts.isPropertyAccessExpression(tag) ? tag.name : tag;
  const declaration = symbolAt(tracker.workspace, name)?.valueDeclaration;
  if (!declaration) return undefined;
  const direct = functionOf(declaration);
  if (direct) return direct;
  const value =
    ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  const wrappedFn =
    value && ts.isCallExpression(value) && WRAPPERS.has(calleeName(value)) ? value.arguments[0] : undefined;
  const inner = wrappedFn && unwrap(wrappedFn);
  return isFunctionNode(inner) ? inner : undefined;
}

/** Solid's `<For each={images}>{image => …}</For>`. */
const isLoop = (attributes: ts.JsxAttributes): boolean => attributes.parent.tagName.getText() === 'For';

function loopOver(opening: ts.JsxOpeningLikeElement, shape: Shape, trace: Trace): void {
  const element = opening.parent;
  const child = ts.isJsxElement(element) ? element.children.find(ts.isJsxExpression) : undefined;
  if (child?.expression && shape.kind === 'array') invoke(child.expression, [shape.of], undefined, trace);
  else escapeAt(opening, shape, trace, opening);
}
