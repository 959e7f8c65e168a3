import { ts } from 'ts-morph';
import { holderAt, symbolAt, usesOf } from '../code/bindings.ts';
import { isSometimesRun } from '../code/conditions.ts';
import {
  accessName,
  enclosingFunction,
  excerpt,
  isAccess,
  isAssignment,
  parametersOf,
  propertyName,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { block, type Draft, insertAfter, quoted } from '../edits/draft.ts';
import { separatorBefore } from '../edits/statements.ts';
import { calledFunction } from '../fold/calls.ts';
import { fold } from '../fold/fold.ts';
import type { Match } from '../fold/match.ts';
import { frameOf } from '../fold/objects.ts';
import { isText, type UrlObject } from '../fold/template.ts';
import { isUrlObject } from '../fold/url.ts';
import { callsOfFunction } from './arguments.ts';
import { readWithin } from './choice.ts';
import { writtenParam } from './objects.ts';
import { siteWithRoom } from './plan.ts';
import { type QueryContext, WRITERS } from './query.ts';
import { readQuery } from './sites.ts';

/** The `URL` objects that the URL of a request went through, with all that is done to them. */
export function readUrlObjects(matches: readonly Match[], context: QueryContext): void {
  const made = new Map<ts.Node, UrlObject>();
  for (const part of matches.flatMap(({ template }) => template))
    for (const object of part.via ?? []) if (isUrlObject(object.made)) made.set(object.made, object);
  for (const { made: node, frame } of made.values()) {
    const from = context.sites.length;
    readUrlValue(node, { ...context, frame, coerces: true });
    for (const site of context.sites.slice(from)) site.roots ??= [node];
  }
}

/** The object is the value of this expression: what it is put into, and who gets it. */
function readUrlValue(node: ts.Node, context: QueryContext): void {
  const outer = wrapped(node);
  if (context.seen.has(outer)) return;
  context.seen.add(outer);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent)) return readHolder(parent.name, context);
  if (isAssignment(parent) && parent.right === outer) return readHolder(parent.left, context);
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent))
    return readHolder(parent.name, context);
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return readReturned(outer, parent, context);
  if (isPassed(parent, outer)) return readUrlValue(parent, context);
  if (ts.isCallExpression(parent) && parent.expression !== outer) return readGiven(outer, parent, context);
  if (ts.isElementAccessExpression(parent)) return opaque(parent, context);
  if (ts.isPropertyAccessExpression(parent)) readUrlMember(parent, context);
}

const isPassed = (parent: ts.Node, node: ts.Node): boolean =>
  ts.isAwaitExpression(parent) ||
  ts.isBinaryExpression(parent) ||
  (ts.isConditionalExpression(parent) && parent.condition !== node);

/** A name or member that has the object from now on. */
function readHolder(name: ts.Node, context: QueryContext): void {
  if (ts.isObjectBindingPattern(name)) return readUrlPattern(name, context);
  const inner = ts.isExpression(name) ? unwrap(name) : name;
  const symbol = holderAt(context.draft.workspace, inner);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration) return opaque(name, context);
  if (context.seen.has(declaration) && !ts.isParameter(declaration)) return;
  context.seen.add(declaration);
  readUses(symbol, context, readUrlUse);
}

/** The caller has the object then. */
function readReturned(node: ts.Node, parent: ts.Node, context: QueryContext): void {
  const fn = ts.isArrowFunction(parent) ? parent : enclosingFunction(node);
  const open = fn && frameOf(fn, context);
  if (open) return readUrlValue(open.call, { ...context, frame: open.parent });
  for (const call of (fn && callsOfFunction(fn, context)) ?? [])
    readUrlValue(call, { ...context, frame: undefined });
}

/** A function of the project may add to the query of what it is given. */
function readGiven(node: ts.Node, call: ts.CallExpression, context: QueryContext): void {
  if (call.expression.getText() === 'Object.assign') return opaque(call, context);
  const fn = calledFunction(call.expression, context.draft);
  const parameter = fn && parametersOf(fn)[call.arguments.indexOf(node as ts.Expression)];
  const frame = fn && { fn, call, parent: context.frame };
  if (parameter?.dotDotDotToken) return opaque(call, context);
  if (parameter && frame) readWithin(frame, context, inner => readHolder(parameter.name, inner));
}

/** A variable with a `URL` in it. False where it is none. */
export function readUrlVariable(node: ts.Identifier, context: QueryContext): boolean {
  const declaration = symbolAt(context.draft.workspace, node)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  const value = unwrap(declaration.initializer);
  // `const target = url;` is the same object under another name.
  if (ts.isIdentifier(value)) return readUrlVariable(value, context);
  if (!ts.isNewExpression(value) || value.expression.getText() !== 'URL') return false;
  readHolder(declaration.name, { ...context, coerces: true });
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
  const { parent } = use;
  if (ts.isBindingElement(parent)) return readHolder(parent.name, context);
  const isMember = isAccess(parent) && parent.expression !== use;
  const outer = wrapped(isMember ? parent : use);
  if (isAssignment(outer.parent) && outer.parent.left === outer) return;
  readUrlValue(outer, context);
}

function readUrlMember(access: ts.PropertyAccessExpression, context: QueryContext): void {
  const whole = wrapped(access);
  const name = access.name.text;
  if (name === 'searchParams') return readParamsUse(access, context);
  if (!isAssignment(whole.parent) || whole.parent.left !== whole) return;
  if (name === 'search') readSearch(access, whole.parent, context);
  else if (name === 'pathname') readPathname(access, whole.parent, context);
  else if (name === 'href') opaque(whole.parent, context);
}

/** A path that is given to the object in its own name is a part of the URL; what every request needs is set behind it. */
function readPathname(
  access: ts.PropertyAccessExpression,
  assignment: ts.BinaryExpression,
  context: QueryContext,
): void {
  const { draft } = context;
  const owner = unwrap(access.expression);
  const symbol = symbolAt(draft.workspace, owner);
  const url = symbol?.valueDeclaration;
  if (!symbol || !url || !holdsUrl(url) || mayHaveQuery(url, context)) return opaque(assignment, context);
  const statement = url.parent.parent;
  const hasRoom = ts.isVariableStatement(statement) && !isSearchSet(symbol, draft);
  const add = (name: string, value: string): void => {
    const text = `${owner.getText()}.searchParams.set(${quoted(owner, name)}, ${quoted(owner, value)});`;
    insertAfter(draft, statement, `${separatorBefore(statement as ts.VariableStatement)}${text}`);
  };
  context.sites.push({ node: assignment, params: [], add: hasRoom ? add : undefined });
}

/** What a server or a folder is called. `new URL(request.url)` keeps the query that it came with. */
const BASES = /(?:host|base|origin|endpoint|server|domain|root|prefix|glance|ims|image|api)\w*$/i;

/** Whether a URL is made of text that may bring a query of its own. */
function mayHaveQuery({ initializer }: ts.VariableDeclaration, { draft, frame }: QueryContext): boolean {
  const [first] = (initializer && (unwrap(initializer) as ts.NewExpression).arguments) ?? [];
  const templates = first ? fold(first, { workspace: draft.workspace, frame, depth: 0 }) : [];
  return templates.some(template =>
    template.some(part => !isText(part) && !BASES.test(part.hole.getText().replace(/[)\]'"]+$/, ''))),
  );
}

const holdsUrl = (node: ts.Declaration): node is ts.VariableDeclaration =>
  ts.isVariableDeclaration(node) && node.initializer !== undefined && isUrlObject(unwrap(node.initializer));

/** `url.search = …` takes the place of what was set before it. */
const isSearchSet = (symbol: ts.Symbol, { workspace }: Draft): boolean =>
  usesOf(workspace, symbol).sure.some(({ parent }) => {
    const access = wrapped(parent);
    const isSearch = isAccess(parent) && accessName(parent) === 'search';
    return isSearch && isAssignment(access.parent) && access.parent.left === access;
  });

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

const HARMLESS = new Set(['toString', 'sort', 'size']);

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
  if (WRITERS.has(next.name.text) && key) {
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
