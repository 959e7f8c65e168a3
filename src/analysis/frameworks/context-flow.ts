import { ts } from 'ts-morph';
import { invoke } from '../answer/invoke.ts';
import type { Shape } from '../answer/shape.ts';
import { escapeAt, flow } from '../answer/track.ts';
import { need, type Trace } from '../answer/tracker.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { calleeName, unwrap } from '../code/syntax.ts';

/** `<Images.Provider value={images}>`: all that use the context receive the value. False where it is none. */
export function provide(attribute: ts.JsxAttribute, shape: Shape, trace: Trace): boolean {
  const context = contextOf(attribute.parent.parent.tagName, 'Provider');
  const symbol = context && symbolAt(trace.tracker.workspace, context);
  const declaration = symbol?.valueDeclaration;
  if (!context || !symbol || !declaration || attribute.name.getText() !== 'value') return false;
  const first = initialOf(declaration);
  if (first) need(trace, declaration, [first], context.text, shape);
  const outside: Trace = { ...trace, frame: undefined };
  for (const use of usesOf(trace.tracker.workspace, symbol).sure) consume(use, shape, outside);
  return true;
}

function contextOf(tag: ts.Node, part: string): ts.Identifier | undefined {
  const isPart = ts.isPropertyAccessExpression(tag) && tag.name.text === part;
  return isPart && ts.isIdentifier(tag.expression) ? tag.expression : undefined;
}

/** What `createContext` is given for readers without a provider. */
function initialOf(declaration: ts.Declaration): ts.Expression | undefined {
  const value =
    ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  return value && ts.isCallExpression(value) ? value.arguments[0] : undefined;
}

const READERS = new Set(['useContext', 'use']);

/** `useContext(Images)`, `<Images.Consumer>{images => …}</Images.Consumer>`, another provider. */
function consume(use: ts.Node, shape: Shape, trace: Trace): void {
  const { parent } = use;
  if (ts.isCallExpression(parent) && READERS.has(calleeName(parent))) return flow(parent, shape, trace);
  if (ts.isPropertyAccessExpression(parent) && isSettled(parent, shape, trace)) return undefined;
  escapeAt(use as ts.Expression, shape, trace, parent);
}

/** A member of a context, of which nothing is left to be asked: a tag, or a name for tools. */
function isSettled(member: ts.PropertyAccessExpression, shape: Shape, trace: Trace): boolean {
  const { name, parent: tag } = member;
  if (name.text === 'displayName' || ts.isJsxClosingElement(tag)) return true;
  if (!ts.isJsxOpeningLikeElement(tag)) return false;
  if (name.text === 'Provider') {
    needValue(tag, shape, trace);
    return true;
  }
  const child = ts.isJsxElement(tag.parent) ? tag.parent.children.find(ts.isJsxExpression) : undefined;
  if (child?.expression) invoke(child.expression, [shape], undefined, trace);
  return child?.expression !== undefined;
}

function needValue(element: ts.JsxOpeningLikeElement, shape: Shape, trace: Trace): void {
  for (const attribute of element.attributes.properties) {
    const given = ts.isJsxAttribute(attribute) ? attribute.initializer : undefined;
    const value = given && ts.isJsxExpression(given) ? given.expression : undefined;
    if (value) need(trace, element, [value], element.tagName.getText(), shape);
  }
}
