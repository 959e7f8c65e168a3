import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import {
  calleeName,
  isAccess,
  isFunctionNode,
  memberName,
  propertyName,
  returnedExpressions,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';

/** `build.query({ query, transformResponse })` of RTK Query, and what is around it. */
export type Endpoint = {
  call: ts.CallExpression;
  name: string;
  options: ts.ObjectLiteralExpression;
  /** The call of `createApi` or `injectEndpoints` that gives the API with this endpoint. */
  api: ts.CallExpression;
};

const KINDS = new Set(['query', 'mutation']);
const MAKERS = new Set(['createApi', 'injectEndpoints', 'enhanceEndpoints']);

/** Understands a call as an endpoint that is read; undefined for all other calls. */
export function endpointOf(call: ts.Node): Endpoint | undefined {
  if (!ts.isCallExpression(call)) return undefined;
  const callee = unwrap(call.expression);
  const options = call.arguments[0] && unwrap(call.arguments[0]);
  const holder = wrapped(call).parent;
  const isQuery = isAccess(callee) && KINDS.has(memberName(callee)) && ts.isIdentifier(callee.expression);
  if (!isQuery || !options || !ts.isObjectLiteralExpression(options)) return undefined;
  const name = ts.isPropertyAssignment(holder) ? propertyName(holder.name) : undefined;
  const api = apiAround(holder, (callee.expression as ts.Identifier).text);
  return name !== undefined && api ? { call, name, options, api } : undefined;
}

/** The maker whose `endpoints` is given the builder by this name. */
function apiAround(node: ts.Node, builder: string): ts.CallExpression | undefined {
  const maker = ts.findAncestor(
    node,
    parent => isFunctionNode(parent) && parent.parameters[0]?.name.getText() === builder,
  );
  if (!maker) return undefined;
  const member = ts.isMethodDeclaration(maker) ? maker : wrapped(maker).parent;
  const isEndpoints =
    (ts.isPropertyAssignment(member) || ts.isMethodDeclaration(member)) &&
    propertyName(member.name) === 'endpoints';
  const call = isEndpoints ? wrapped(member.parent).parent : undefined;
  return call && ts.isCallExpression(call) && MAKERS.has(calleeName(call)) ? call : undefined;
}

/** The endpoint that a function gives the URL of: its member `query`. */
export function endpointOfQuery(fn: ts.Node): Endpoint | undefined {
  const member = ts.isMethodDeclaration(fn) ? fn : wrapped(fn).parent;
  if (!ts.isPropertyAssignment(member) && !ts.isMethodDeclaration(member)) return undefined;
  if (propertyName(member.name) !== 'query') return undefined;
  return endpointOf(wrapped(member.parent).parent);
}

/** What `query` gives: the URL, or an object with it. Undefined where there are several. */
export function queryResult({ options }: Endpoint): ts.Expression | undefined {
  const member = memberOf(options, 'query');
  const value = member && ts.isPropertyAssignment(member) ? unwrap(member.initializer) : member;
  if (!isFunctionNode(value)) return undefined;
  const [only, ...others] = returnedExpressions(value);
  return others.length === 0 ? only : undefined;
}

export const memberOf = (
  literal: ts.ObjectLiteralExpression,
  name: string,
): ts.ObjectLiteralElementLike | undefined =>
  literal.properties.find(property => propertyName(property.name) === name);

/** The options of the `fetchBaseQuery` that an API sends its requests with; undefined for any other way of sending. */
export function baseQueryOptions(
  { api }: Endpoint,
  workspace: Workspace,
): { options: ts.Expression | undefined } | undefined {
  let maker: ts.Expression | undefined = api;
  for (let hops = 0; maker && hops < 5; hops++) {
    const call: ts.Expression | undefined = ts.isIdentifier(maker)
      ? initialOf(maker, workspace)
      : unwrap(maker);
    if (!call || !ts.isCallExpression(call)) return undefined;
    if (calleeName(call) === 'createApi') return sentWith(call, workspace);
    maker = isAccess(call.expression) ? unwrap(call.expression.expression) : undefined;
  }
  return undefined;
}

function sentWith(
  create: ts.CallExpression,
  workspace: Workspace,
): { options: ts.Expression | undefined } | undefined {
  const [literal] = create.arguments;
  const inner = literal && unwrap(literal);
  const member = inner && ts.isObjectLiteralExpression(inner) ? memberOf(inner, 'baseQuery') : undefined;
  const value = member && ts.isPropertyAssignment(member) ? member.initializer : member?.name;
  const sender = value && senderOf(value as ts.Expression, workspace);
  return sender && { options: sender.arguments[0] };
}

/** `fetchBaseQuery({…})`, also by name and within `retry(…)`. */
function senderOf(node: ts.Expression, workspace: Workspace, depth = 0): ts.CallExpression | undefined {
  const inner = unwrap(node);
  const given = ts.isIdentifier(inner) ? initialOf(inner, workspace) : undefined;
  if (given && depth < 4) return senderOf(given, workspace, depth + 1);
  if (isBaseQuery(inner)) return inner;
  const [wrapping] = ts.isCallExpression(inner) && calleeName(inner) === 'retry' ? inner.arguments : [];
  return wrapping && senderOf(wrapping, workspace, depth + 1);
}

export const isBaseQuery = (call: ts.Node): call is ts.CallExpression =>
  ts.isCallExpression(call) && calleeName(call) === 'fetchBaseQuery';

/** Whether an API sends all its requests with this base query, and every one of them is a matched call. */
export function servesOnly(
  base: ts.CallExpression,
  calls: Pick<ReadonlySet<ts.Node>, 'has'>,
  workspace: Workspace,
): boolean {
  const create = ts.findAncestor(base, node => ts.isCallExpression(node) && calleeName(node) === 'createApi');
  const holder = create && wrapped(create).parent;
  const symbol = holder && ts.isVariableDeclaration(holder) ? symbolAt(workspace, holder.name) : undefined;
  if (!create || !symbol) return false;
  const isOpen = usesOf(workspace, symbol).sure.some(
    use => isAccess(use.parent) && MAKERS.has(memberName(use.parent)),
  );
  return !isOpen && builtIn(create).every(call => calls.has(call));
}

const BUILDERS: ReadonlySet<string | undefined> = new Set(['query', 'mutation', 'infiniteQuery']);

/** All endpoints that are written in a call of `createApi`. */
function builtIn(create: ts.Node): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && BUILDERS.has(calleeName(node))) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(create);
  return found;
}

function initialOf(name: ts.Identifier, workspace: Workspace): ts.Expression | undefined {
  const declaration = symbolAt(workspace, name)?.valueDeclaration;
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? unwrap(declaration.initializer)
    : undefined;
}
