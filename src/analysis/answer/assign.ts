import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import {
  type Access,
  accessName,
  isAccess,
  isAssignment,
  isPosition,
  keyOf,
  unwrap,
} from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { boxed, writeThrough } from '../frameworks/template-flow.ts';
import { share, shareBehind, shareOwner } from './aliases.ts';
import { assignPattern } from './assign-pattern.ts';
import { bindSymbol } from './binding-flow.ts';
import { flowIntoInstance } from './owners.ts';
import { giveToHiddenSetters } from './setters.ts';
import { type Shape, shapeWord } from './shape.ts';
import { escapeAt } from './track.ts';
import type { Trace } from './tracker.ts';

/** The target of an assignment receives the value. */
export function assignTo(target: ts.Expression, shape: Shape, trace: Trace): void {
  const inner = unwrap(target);
  if (ts.isIdentifier(inner)) return bindReference(inner, shape, trace);
  if (isAccess(inner)) return assignMember(inner, shape, trace);
  if (ts.isArrayLiteralExpression(inner)) return assignElements(inner, shape, trace);
  if (ts.isObjectLiteralExpression(inner)) return assignPattern(inner, shape, trace);
  escapeAt(inner, shape, trace, inner);
}

function bindReference(name: ts.Identifier, shape: Shape, trace: Trace): void {
  const symbol = symbolAt(trace.tracker.workspace, name);
  const held = boxed(name, shape, trace);
  // What the language, a package or a page has under a name is known to everybody.
  const isOwn = symbol?.declarations?.some(declaration => !isAmbient(declaration));
  if (!symbol || isOfPackage(symbol) || !isOwn || !held) return escapeAt(name, shape, trace, name);
  bindSymbol(symbol, name, held, trace);
  writeThrough(symbol, shape, trace);
}

/** `declare const Tables: …` */
const isAmbient = (declaration: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) !== 0;

/** `import cache from 'some-cache'`, `const cache = require('some-cache')`: the name leads to nothing of the project. */
const isOfPackage = (symbol: ts.Symbol): boolean => (symbol.flags & ts.SymbolFlags.Alias) !== 0;

function assignElements(list: ts.ArrayLiteralExpression, shape: Shape, trace: Trace): void {
  for (const [index, element] of list.elements.entries()) {
    if (shape.kind === 'array')
      assignTo(
        ts.isSpreadElement(element) ? element.expression : element,
        ts.isSpreadElement(element) ? shape : shape.of,
        trace,
      );
    else if (shape.kind === 'tuple' && shape.index === index) assignTo(element, shape.of, trace);
  }
}

/** The name of a member. One of many that are numbered is read by all who walk through them. */
function ownNameOf(access: Access): string | undefined {
  const name = accessName(access);
  return name === undefined || isPosition(name) ? undefined : name;
}

/** `this.images = …`, `state.images = …`, `byId[id] = …`. */
function assignMember(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  shape: Shape,
  trace: Trace,
): void {
  const name = ownNameOf(access);
  if (name === undefined) return storeElement(access.expression, shape, trace);
  if (/^(?:module\.)?exports\b/.test(access.getText())) return exportValue(access, shape, trace);
  const symbol = trace.tracker.workspace.checker.getSymbolAtLocation(keyOf(access));
  const part = { kind: 'member', name, of: shape } as const;
  giveToHiddenSetters(name, symbol, shape, trace);
  if (!symbol) return storeInto(access.expression, part, trace);
  bindSymbol(symbol, access, shape, trace);
  writeThrough(symbol, shape, trace);
  shareOwner(access.expression, symbol, part, trace);
}

/** `rows[at] = image`: one of a list, where the code says that it is one, else of a dictionary. */
function storeElement(owner: ts.Expression, of: Shape, trace: Trace): void {
  const { checker } = trace.tracker.workspace;
  const declaration = symbolAt(trace.tracker.workspace, unwrap(owner))?.valueDeclaration;
  const initializer = declaration && (declaration as ts.VariableDeclaration).initializer;
  const isList =
    (initializer && ts.isArrayLiteralExpression(unwrap(initializer))) ||
    checker.isArrayType(checker.getTypeAtLocation(owner));
  storeInto(owner, { kind: isList ? 'array' : 'map', of }, trace);
}

function exportValue(access: ts.Node, shape: Shape, trace: Trace): void {
  const symbol = ts.isPropertyAccessExpression(access)
    ? trace.tracker.workspace.checker.getSymbolAtLocation(access.name)
    : undefined;
  const uses = symbol && usesOf(trace.tracker.workspace, symbol).sure.length > 1;
  if (symbol && uses) bindSymbol(symbol, access, shape, trace);
  else block(trace.draft, 'unresolved-callers', access, { name: 'the module', shape: shapeWord(shape) });
}

/** A collection or object receives the value as one of its parts; so does whatever else it is known as. */
export function storeInto(owner: ts.Expression, shape: Shape, trace: Trace): void {
  const inner = unwrap(owner);
  if (ts.isIdentifier(inner)) {
    bindReference(inner, shape, trace);
    return share(inner, shape, trace);
  }
  if (isAccess(inner)) {
    if (ownNameOf(inner) !== undefined) {
      assignMember(inner, shape, trace);
      const member = trace.tracker.workspace.checker.getSymbolAtLocation(keyOf(inner));
      return member && shareBehind(member, shape, trace);
    }
    return storeInto(inner.expression, { kind: 'map', of: shape }, trace);
  }
  if (inner.kind === ts.SyntaxKind.ThisKeyword) return flowIntoInstance(inner, shape, trace);
  // `(groups[key] ??= []).push(image)`
  if (isAssignment(inner)) return assignTo(inner.left, shape, trace);
  if (ts.isBinaryExpression(inner)) return storeInto(inner.left, shape, trace);
  if (ts.isCallExpression(inner) && isAccess(inner.expression) && accessName(inner.expression) === 'get')
    return storeInto(inner.expression.expression, { kind: 'map', of: shape }, trace);
  escapeAt(inner, shape, trace, inner);
}
