import { ts } from 'ts-morph';
import { symbolAt, usesOf } from './bindings.ts';
import { block } from './draft.ts';
import { calledFunction } from './fold-calls.ts';
import type { QueryContext } from './query.ts';
import { isSometimesRun } from './query-choice.ts';
import { writtenParam } from './query-objects.ts';
import { siteWithRoom } from './query-plan.ts';
import { readQuery } from './query-sites.ts';
import { excerpt, isAssignment, propertyName, unwrap, wrapped } from './syntax.ts';

/** `URL` objects within the URL expression of a request. */
export function readUrlObjects(node: ts.Expression, context: QueryContext): void {
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) readUrlVariable(child, context);
    else ts.forEachChild(child, visit);
  };
  visit(unwrap(node));
}

/** A variable with a `URL` in it: what is done to its `searchParams` and `search`. False where it is none. */
export function readUrlVariable(node: ts.Identifier, context: QueryContext): boolean {
  const symbol = symbolAt(context.draft.workspace, node);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
    return false;
  const value = unwrap(declaration.initializer);
  // `const target = url;` is the same object under another name.
  if (ts.isIdentifier(value)) return readUrlVariable(value, context);
  if (!ts.isNewExpression(value) || value.expression.getText() !== 'URL') return false;
  if (context.seen.has(declaration)) return true;
  context.seen.add(declaration);
  readUses(symbol, { ...context, coerces: true }, readUrlUse);
  return true;
}

type Read = (use: ts.Node, context: QueryContext) => void;

function readUses(symbol: ts.Symbol, context: QueryContext, read: Read): void {
  for (const use of usesOf(context.draft.workspace, symbol).sure) read(use, context);
}

/** The name that takes over what stands at a node: `const params = url.searchParams`. */
function readAlias(node: ts.Node, context: QueryContext, read: Read): boolean {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  const symbol = symbolAt(context.draft.workspace, parent.name);
  if (symbol) readUses(symbol, context, read);
  return symbol !== undefined;
}

const opaque = (node: ts.Node, { draft }: QueryContext): void =>
  block(draft, 'opaque-query', node, { text: excerpt(node) });

function readUrlUse(use: ts.Node, context: QueryContext): void {
  const outer = wrapped(use);
  const { parent } = outer;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === outer)
    return readUrlMember(parent, context);
  if (ts.isElementAccessExpression(parent)) return opaque(parent, context);
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name))
    return readUrlPattern(parent.name, context);
  if (ts.isCallExpression(parent) && parent.expression !== outer && mayChange(parent, context))
    return opaque(parent, context);
  readAlias(outer, context, readUrlUse);
}

/** A function of the project that is given a URL may add to its query. */
function mayChange(call: ts.CallExpression, { draft }: QueryContext): boolean {
  const fn = calledFunction(call.expression, draft);
  return fn !== undefined && /\bsearch(?:Params)?\b/.test(fn.getText());
}

function readUrlMember(access: ts.PropertyAccessExpression, context: QueryContext): void {
  const whole = wrapped(access);
  const name = access.name.text;
  if (name === 'searchParams') return readParamsUse(access, context);
  if (!isAssignment(whole.parent) || whole.parent.left !== whole) return;
  if (name === 'search') readSearch(access, whole.parent, context);
  else if (name === 'href' || name === 'pathname') opaque(whole.parent, context);
}

/** `url.search = …` takes the place of all that the URL had: what every request needs has to go there. */
function readSearch(
  access: ts.PropertyAccessExpression,
  assignment: ts.BinaryExpression,
  context: QueryContext,
): void {
  const url = symbolAt(context.draft.workspace, access.expression)?.valueDeclaration;
  const from = context.sites.length;
  readQuery(assignment.right, context);
  const own = context.sites.slice(from);
  const [only, ...others] = own;
  if (only && others.length === 0) only.add ??= only.addToText;
  if (!url || isSometimesRun(assignment, url) || !siteWithRoom(own)) opaque(assignment, context);
}

function readUrlPattern(pattern: ts.ObjectBindingPattern, context: QueryContext): void {
  for (const element of pattern.elements) {
    if (propertyName(element.propertyName ?? element.name) !== 'searchParams') continue;
    const symbol = ts.isIdentifier(element.name) && symbolAt(context.draft.workspace, element.name);
    if (symbol) readUses(symbol, context, readParamsUse);
    else opaque(element, context);
  }
}

const WRITES = new Set(['set', 'append']);
const HARMLESS = new Set(['toString', 'sort', 'size', 'href']);

/** One use of the `URLSearchParams` of a URL. */
function readParamsUse(use: ts.Node, context: QueryContext): void {
  const outer = wrapped(use);
  const next = outer.parent;
  if (!ts.isPropertyAccessExpression(next) || next.expression !== outer) {
    if (!readAlias(outer, context, readParamsUse) && !isOnlyText(outer)) opaque(next, context);
    return;
  }
  const call = wrapped(next).parent;
  if (!ts.isCallExpression(call) || call.expression !== wrapped(next)) {
    if (!HARMLESS.has(next.name.text)) opaque(next, context);
    return;
  }
  const [key] = call.arguments;
  if (WRITES.has(next.name.text) && key) {
    const param = writtenParam(call, key, context);
    if (param) context.sites.push({ node: call, params: [param] });
  } else if (!HARMLESS.has(next.name.text)) {
    block(context.draft, 'query-read', call, { text: excerpt(call) });
  }
}

/** `` `${url.searchParams}` `` and `String(url.searchParams)` change nothing. */
const isOnlyText = (node: ts.Node): boolean =>
  ts.isTemplateSpan(node.parent) ||
  ts.isBinaryExpression(node.parent) ||
  (ts.isCallExpression(node.parent) && node.parent.expression.getText() === 'String');
