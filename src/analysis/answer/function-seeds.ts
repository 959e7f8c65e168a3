import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt, usesOfFunction } from '../code/callers.ts';
import {
  isAccess,
  isFunctionNode,
  positionOf,
  returnedExpressions,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { calledFunction } from '../fold/calls.ts';
import type { Frame } from '../fold/template.ts';
import type { Tracker } from './tracker.ts';
import { writtenValues } from './written-values.ts';

/** What is looked into for functions; beyond that, it is no table of them. */
const MOST_PLACES = 400;

type Search = { tracker: Tracker; found: Set<ts.Node>; seen: Set<ts.Node> };

/**
 * Functions that an expression may lead to, through the lists and objects that it is taken from. A guess: some may never
 * get there. `tracker`: of what is loaded.
 */
export function seedsIn(node: ts.Expression, frame: Frame | undefined, tracker: Tracker): ts.Node[] {
  const search: Search = { tracker, found: new Set(), seen: new Set() };
  look(node, frame, search);
  return [...search.found];
}

function look(node: ts.Node, frame: Frame | undefined, search: Search): void {
  const inner = ts.isExpression(node) ? unwrap(node) : node;
  if (search.seen.has(inner) || search.seen.size > MOST_PLACES) return;
  search.seen.add(inner);
  if (isFunctionNode(inner)) search.found.add(inner);
  else if (ts.isIdentifier(inner)) lookBehind(inner, frame, search);
  else if (isAccess(inner)) lookIntoMember(inner, frame, search);
  else if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) lookIntoCall(inner, frame, search);
  else lookAt(partsOf(inner), frame, search);
}

/** What a value is put together from. */
function partsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isBinaryExpression(node)) return [node.left, node.right];
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isObjectLiteralExpression(node)) return node.properties;
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node) || ts.isAwaitExpression(node))
    return [node.expression];
  if (ts.isPropertyAssignment(node)) return [node.initializer];
  return ts.isShorthandPropertyAssignment(node) ? [node.name] : [];
}

function lookAt(nodes: Iterable<ts.Node>, frame: Frame | undefined, search: Search): void {
  for (const node of nodes) look(node, frame, search);
}

/** A name: the function that it is, or what it was taken from. */
function lookBehind(name: ts.Identifier, frame: Frame | undefined, search: Search): void {
  const { workspace } = search.tracker;
  const symbol = symbolAt(workspace, name);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration) {
    if (BUILT_IN.has(name.text)) search.found.add(name);
  } else if (calledFunction(name, search.tracker)) search.found.add(name);
  else if (ts.isParameter(declaration)) lookIntoParameter(declaration, frame, search);
  else if (ts.isVariableDeclaration(declaration)) {
    lookIntoHolder(declaration, frame, search);
    lookAtWritten(symbol, frame, search);
  } else if (ts.isBindingElement(declaration)) {
    const holder = ts.walkUpBindingElementsAndPatterns(declaration);
    if (ts.isParameter(holder)) lookIntoParameter(holder, frame, search);
    else lookIntoHolder(holder, frame, search);
  }
}

/** Functions of the language that make something plain of what they are given. */
const BUILT_IN = words('String Number Boolean');

function lookIntoHolder(holder: ts.VariableDeclaration, frame: Frame | undefined, search: Search): void {
  const loop = holder.parent.parent;
  if (ts.isForOfStatement(loop)) look(loop.expression, frame, search);
  if (holder.initializer) look(holder.initializer, frame, search);
}

/** What is put into what a symbol stands for. */
function lookAtWritten(symbol: ts.Symbol, frame: Frame | undefined, search: Search): void {
  const any = { kind: 'array', of: { kind: 'function', at: symbol.declarations?.[0] as ts.Node } } as const;
  for (const use of usesOf(search.tracker.workspace, symbol).sure)
    for (const { value } of [...writtenValues(use, any), ...writtenValues(use, { kind: 'map', of: any.of })])
      look(value, frame, search);
}

/** What the callers hand in: code that walks over a list, the open call, or all that there are. */
function lookIntoParameter(
  parameter: ts.ParameterDeclaration,
  frame: Frame | undefined,
  search: Search,
): void {
  const fn = parameter.parent;
  const index = positionOf(parameter);
  if (parameter.initializer) look(parameter.initializer, frame, search);
  const outer = wrapped(fn).parent;
  if (ts.isCallExpression(outer) && isAccess(unwrap(outer.expression)))
    look((unwrap(outer.expression) as ts.PropertyAccessExpression).expression, frame, search);
  for (let at = frame; at; at = at.parent) {
    if (at.fn !== fn) continue;
    const given = at.call.arguments?.[index];
    return given && look(given, at.parent, search);
  }
  for (const use of usesOfFunction(fn, search.tracker)?.sure ?? []) {
    const given = callAt(use)?.arguments?.[index];
    if (given) look(given, undefined, search);
    else if (ts.isJsxOpeningLikeElement(use.parent)) lookAt(givenToElement(use.parent), undefined, search);
  }
}

/** `<Table columns={columns}>{row => …}</Table>`: what a component is given. */
function givenToElement(element: ts.JsxOpeningLikeElement): ts.Node[] {
  const children = ts.isJsxElement(element.parent) ? element.parent.children : [];
  return [...element.attributes.properties, ...children].flatMap(part => {
    const holder = ts.isJsxAttribute(part) ? part.initializer : part;
    const isExpression = holder && (ts.isJsxExpression(holder) || ts.isJsxSpreadAttribute(holder));
    return (isExpression && holder.expression) || [];
  });
}

/** `this.listeners`, `table.columns`, `FORMATTERS[key]`: what the member is given, and what the whole is made of. */
function lookIntoMember(access: ts.Expression, frame: Frame | undefined, search: Search): void {
  const { expression } = access as ts.PropertyAccessExpression;
  const name = ts.isPropertyAccessExpression(access) ? access.name : undefined;
  const symbol = name && symbolAt(search.tracker.workspace, name);
  for (const declaration of symbol?.declarations ?? []) {
    const { initializer } = declaration as { initializer?: ts.Expression };
    if (ts.isParameter(declaration)) lookIntoParameter(declaration, frame, search);
    else if (initializer) look(initializer, frame, search);
  }
  if (symbol) lookAtWritten(symbol, frame, search);
  look(expression, frame, search);
}

/** `columns.filter(…)`, `Object.values(table)`, `column('Name', image => …)`. */
function lookIntoCall(
  call: ts.CallExpression | ts.NewExpression,
  frame: Frame | undefined,
  search: Search,
): void {
  const callee = unwrap(call.expression);
  const fn = ts.isNewExpression(call) ? undefined : calledFunction(callee, search.tracker);
  if (fn) lookAt(returnedExpressions(fn), frame, search);
  else if (isAccess(callee)) look(callee.expression, frame, search);
  lookAt(call.arguments ?? [], frame, search);
}
