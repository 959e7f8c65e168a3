import { ts } from 'ts-morph';
import { bindSymbol } from './binding-flow.ts';
import { symbolAt } from './bindings.ts';
import { componentMember } from './component-options.ts';
import type { Shape } from './shape.ts';
import { unwrap } from './syntax.ts';
import { escapeAt } from './track.ts';
import type { Trace } from './tracker.ts';

/** Whether a node stands in the code of a template. */
function isInTemplate(node: ts.Node, { tracker }: Pick<Trace, 'tracker'>): boolean {
  const { components, pathOf } = tracker.workspace;
  const component = components.size === 0 ? undefined : components.get(pathOf(node));
  return component !== undefined && node.pos >= component.length;
}

/** What a name means where refs are taken out of their boxes: in a template, and behind `this`. */
export function unboxed(use: ts.Node, shape: Shape, trace: Trace): Shape {
  if (shape.kind !== 'member' || shape.name !== 'value') return shape;
  const isOwn =
    ts.isPropertyAccessExpression(use.parent) && use.parent.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn || isInTemplate(use, trace) ? shape.of : shape;
}

const REF = /^(?:ref|shallowRef|customRef|useState|toRef|useLocalStorage|useStorage|computed|defineModel)$/;

/** `selected = image` in a template writes into the box that the name stands for. */
export function boxed(name: ts.Identifier, shape: Shape, trace: Trace): Shape {
  if (!isInTemplate(name, trace)) return shape;
  const declaration = symbolAt(trace.tracker.workspace, name)?.valueDeclaration;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  const isRef = value && ts.isCallExpression(value) && REF.test(value.expression.getText());
  return isRef ? { kind: 'member', name: 'value', of: shape } : shape;
}

/** `setup` and `data` of a Vue component: each member of what they return is a name for its template and `this`. */
export function giveMembers(fn: ts.Node, shape: Shape, trace: Trace): void {
  const member = shape.kind === 'member' ? componentMember(fn, shape.name) : undefined;
  const symbol = member?.name && trace.tracker.workspace.checker.getSymbolAtLocation(member.name);
  if (symbol && member && shape.kind === 'member') bindSymbol(symbol, member, shape.of, trace);
  else escapeAt(fn, shape, trace, fn);
}
