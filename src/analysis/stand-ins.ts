import { ts } from 'ts-morph';
import { symbolAt } from './code/bindings.ts';
import { doublesOf } from './code/doubles.ts';
import { originsOf, standInsFor } from './code/origins.ts';
import { enclosingFunction, isFunctionNode } from './code/syntax.ts';
import { framesOf } from './fold/template.ts';
import type { Workspace } from './project/project.ts';
import type { Request } from './request/request.ts';
import { resolveClient } from './request/resolve-client.ts';
import type { Matched } from './url/sharing.ts';

/**
 * What is handed in for the client of a request, or for a wrapper on the way to it, and answers in its own way, as what
 * tests hand in does. One that sends the same request is judged for itself.
 */
export function standIns(
  { call, frame }: Request,
  { calls, table }: Matched,
  workspace: Workspace,
): ts.Node[] {
  const known = functionsOf(calls);
  // A name alone is looked at below, where a function that goes on to a client is none.
  const own = ts.isIdentifier(call.expression) ? [] : standInsFor(call.expression, undefined, workspace);
  const handedIn = framesOf(frame).flatMap(one => standInsFor(one.call.expression, one.fn, workspace));
  const objects = [...own, ...handedIn].filter(({ body }) => body === undefined || !known.has(body));
  const functions = originsOf(call.expression, workspace).filter(origin => {
    const body = functionAt(origin, workspace);
    return body !== undefined && !known.has(body) && !sends(body, workspace, table);
  });
  return [...objects.map(({ owner }) => owner), ...functions];
}

const functionsByCalls = new WeakMap<Matched['calls'], ReadonlySet<ts.Node | undefined>>();

/** All functions that send the request, or lead to one that does. */
function functionsOf(calls: Matched['calls']): ReadonlySet<ts.Node | undefined> {
  const known = functionsByCalls.get(calls);
  if (known) return known;
  const frames = [...calls.values()].flat().flatMap(framesOf);
  const found = new Set([...frames.map(({ fn }) => fn), ...[...calls.keys()].map(enclosingFunction)]);
  functionsByCalls.set(calls, found);
  return found;
}

/** Whether a function goes on to a client: it adds a header, or tries again. */
function sends(node: ts.Node, workspace: Workspace, table: Matched['table']): boolean {
  const isSent = ts.isCallExpression(node) && resolveClient(node.expression, workspace, table) !== undefined;
  return isSent || (ts.forEachChild(node, child => sends(child, workspace, table) || undefined) ?? false);
}

/** What test libraries put in the place of the wrappers on the way to a request. */
export const doublesAround = ({ frame }: Request, workspace: Workspace): ts.Node[] =>
  framesOf(frame).flatMap(({ fn }) => doublesOf(fn, workspace));

function functionAt(origin: ts.Expression, workspace: Workspace): ts.SignatureDeclaration | undefined {
  if (isFunctionNode(origin)) return origin;
  return ts.isIdentifier(origin)
    ? symbolAt(workspace, origin)?.declarations?.find(ts.isFunctionDeclaration)
    : undefined;
}
