import { ts } from 'ts-morph';
import { bindParameter } from './binding-flow.ts';
import { symbolAt } from './bindings.ts';
import { functionOf } from './fold-calls.ts';
import { invoke } from './invoke.ts';
import type { Shape } from './shape.ts';
import { isFunctionNode, propertyName, unwrap } from './syntax.ts';
import { escapeAt } from './track.ts';
import type { Trace } from './tracker.ts';

/** `<Table images={images} />`, `<li>{image.created_at}</li>`. */
export function flowIntoAttribute(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const attribute = parent.parent;
  if (!ts.isJsxAttribute(attribute)) return escapeAt(node, shape, trace, parent);
  const tag = attribute.parent.parent.tagName;
  const fn = componentOf(tag, trace);
  const [props] = fn?.parameters ?? [];
  const name = attribute.name.getText();
  if (props) return bindParameter(props, { kind: 'member', name, of: shape }, { ...trace, frame: undefined });
  if (name === 'each' && isLoop(attribute.parent)) return loopOver(attribute.parent.parent, shape, trace);
  escapeAt(node, shape, trace, attribute);
}

/** The function behind a component's tag, through `memo` and `forwardRef`. */
function componentOf(tag: ts.JsxTagNameExpression, { tracker }: Trace): ts.SignatureDeclaration | undefined {
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
    value && ts.isCallExpression(value) && /\b(?:memo|forwardRef|observer)$/.test(value.expression.getText())
      ? value.arguments[0]
      : undefined;
  const inner = wrappedFn && unwrap(wrappedFn);
  return isFunctionNode(inner) ? inner : undefined;
}

/** Solid's `<For each={images}>{image => …}</For>`. */
const isLoop = (attributes: ts.JsxAttributes): boolean =>
  attributes.parent.tagName.getText() === 'For' &&
  attributes.properties.some(p => propertyName((p as ts.JsxAttribute).name as ts.Identifier) === 'each');

function loopOver(opening: ts.JsxOpeningLikeElement, shape: Shape, trace: Trace): void {
  const element = opening.parent;
  const child = ts.isJsxElement(element) ? element.children.find(ts.isJsxExpression) : undefined;
  if (child?.expression && shape.kind === 'array') invoke(child.expression, [shape.of], undefined, trace);
  else escapeAt(opening, shape, trace, opening);
}
