import { ts } from 'ts-morph';
import { storeInto } from '../answer/assign.ts';
import { bindSymbol } from '../answer/binding-flow.ts';
import type { Shape } from '../answer/shape.ts';
import { escapeAt } from '../answer/track.ts';
import type { Trace } from '../answer/tracker.ts';
import { symbolAt } from '../code/bindings.ts';
import { componentMember, setupValue } from '../code/component-options.ts';
import { isConst, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { Workspace } from '../project/project.ts';

/** Whether a node stands in the code of a template. */
export function isInTemplate(node: ts.Node, { components, pathOf }: Workspace): boolean {
  const component = components.size === 0 ? undefined : components.get(pathOf(node));
  return component !== undefined && node.pos >= component.length;
}

/** What a name means where refs are taken out of their boxes: in a template, and behind `this`. */
export function unboxed(use: ts.Node, shape: Shape, trace: Trace): Shape {
  if (shape.kind === 'thunk' && isStoreValue(use)) return shape.of;
  if (shape.kind !== 'member' || shape.name !== 'value') return shape;
  const isOwn =
    ts.isPropertyAccessExpression(use.parent) && use.parent.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn || isInTemplate(use, trace.tracker.workspace) ? shape.of : shape;
}

/** `$images` in a Svelte component. */
const isStoreValue = (use: ts.Node): boolean =>
  ts.isIdentifier(use) && use.text.startsWith('$') && use.getSourceFile().fileName.includes('.svelte');

const REF = words('ref shallowRef customRef useState toRef useLocalStorage useStorage computed defineModel');

/**
 * `selected = image` in a template writes into the box that the name stands for. Undefined where it may be one, and where
 * the box is made is not seen.
 */
export function boxed(name: ts.Identifier, shape: Shape, trace: Trace): Shape | undefined {
  if (isStoreValue(name)) return { kind: 'thunk', of: shape };
  const { workspace } = trace.tracker;
  const declaration = isInTemplate(name, workspace) ? symbolAt(workspace, name)?.valueDeclaration : undefined;
  if (!declaration || isInTemplate(declaration, workspace)) return shape;
  const value =
    ts.isVariableDeclaration(declaration) && declaration.initializer && unwrap(declaration.initializer);
  if (value && ts.isCallExpression(value) && REF.has(value.expression.getText()))
    return { kind: 'member', name: 'value', of: shape };
  return isTaken(declaration) ? undefined : shape;
}

/** A name of a Vue component that was taken from elsewhere, or that can only be written to if it is a box. */
const isTaken = (declaration: ts.Declaration): boolean =>
  declaration.getSourceFile().fileName.includes('.vue.') &&
  (ts.isBindingElement(declaration) || (ts.isVariableDeclaration(declaration) && isConst(declaration)));

/** `setup` and `data` of a Vue component: each member of what they return is a name for its template and `this`. */
export function giveMembers(fn: ts.Node, shape: Shape, trace: Trace): void {
  const member = shape.kind === 'member' ? componentMember(fn, shape.name) : undefined;
  const symbol = member?.name && trace.tracker.workspace.checker.getSymbolAtLocation(member.name);
  if (symbol && member && shape.kind === 'member') bindSymbol(symbol, member, shape.of, trace);
  else escapeAt(fn, shape, trace, fn);
}

/** A member that `setup` returns is written from outside of it: the box inside of it holds the value too. */
export function writeThrough(symbol: ts.Symbol, shape: Shape, trace: Trace): void {
  for (const declaration of symbol.declarations ?? []) {
    const inside = setupValue(declaration);
    if (inside) storeInto(inside, { kind: 'member', name: 'value', of: shape }, trace);
  }
}
