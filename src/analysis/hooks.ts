import { ts } from 'ts-morph';
import { referenceOf } from './binding-flow.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { block, type Draft } from './draft.ts';
import { changedFields } from './fields.ts';
import { calledFunction } from './fold-calls.ts';
import type { Workspace } from './project.ts';
import type { Request } from './request.ts';
import { accessName, callOf, excerpt, isAccess, isFunctionNode, unwrap } from './syntax.ts';

/** How a hook gets at the body of an answer that is not parsed for it. */
const BODY = '\\.(?:json|text)\\(|\\b_data\\b';

/**
 * Functions that a client shows each answer to before the caller gets it: interceptors, hooks and transformers of its
 * instance. One that speaks of the list or of a field that changes, or takes the body, is not followed.
 */
export function checkHooks(request: Request, draft: Draft): void {
  const { workspace, rule } = draft;
  const words = new RegExp(`\\b(?:${[rule.response.list, ...changedFields(rule)].join('|')})\\b|${BODY}`);
  const options = request.instance.flatMap(functionsIn);
  const handlers = interceptorsOf(request.call, 'response', workspace);
  for (const hook of [...options, ...handlers]) {
    if (speaksOf(hook, words, workspace)) block(draft, 'unknown-response', hook, { text: excerpt(hook) });
  }
}

/** What a client puts into the query of each request by itself: hooks and defaults that nobody can move. */
export function queryHooksOf(call: Request['call'], workspace: Workspace): ts.Node[] {
  const hooks = interceptorsOf(call, 'request', workspace);
  const defaults = usesOfClient(call, workspace).flatMap(use => {
    const all = memberOf(use, 'defaults');
    return (all && memberOf(all, 'params')) ?? [];
  });
  return [...hooks.filter(hook => speaksOf(hook, QUERY, workspace)), ...defaults];
}

const QUERY = /\b(?:params|searchParams|search|url|query)\b/;

/** Whether a function that a client calls says one of some words, or cannot be looked into. */
export function speaksOf(hook: ts.Expression, words: RegExp, workspace: Workspace): boolean {
  const fn = isFunctionNode(unwrap(hook)) ? hook : calledFunction(hook, { workspace });
  return fn === undefined || words.test(fn.getText());
}

/** All functions that stand in an expression, but for those inside of others. */
export function functionsIn(node: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (child: ts.Node): void => {
    if (isFunctionNode(child)) found.push(child as ts.Node as ts.Expression);
    else ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

/** What is handed to `http.interceptors.response.use(…)` of the instance that a call is made with. */
export function interceptorsOf(
  call: Request['call'],
  kind: 'request' | 'response',
  workspace: Workspace,
): ts.Expression[] {
  return usesOfClient(call, workspace).flatMap(use => {
    const kinds = memberOf(use, 'interceptors');
    const using = kinds && memberOf(kinds, kind);
    return using && isAccess(using.parent) ? [...(callOf(using.parent)?.arguments ?? [])] : [];
  });
}

/** Every place that names the instance which a call is made with. */
export function usesOfClient(call: Request['call'], workspace: Workspace): ts.Node[] {
  const owner = isAccess(call.expression) ? unwrap(call.expression.expression) : unwrap(call.expression);
  const symbol = symbolAt(workspace, ts.isPropertyAccessExpression(owner) ? owner.name : owner);
  if (!symbol) return [];
  const { sure, unsure } = usesOf(workspace, symbol);
  return [...sure, ...unsure].map(referenceOf);
}

/** The access to a member of this name of an expression, where it is one. */
export function memberOf(node: ts.Node, name: string): ts.Node | undefined {
  const access = node.parent;
  return isAccess(access) && access.expression === node && accessName(access) === name ? access : undefined;
}
