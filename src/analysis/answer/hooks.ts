import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import {
  accessName,
  calleeName,
  callOf,
  excerpt,
  isAccess,
  isAssignment,
  isFunctionNode,
  isNeutral,
  memberName,
  propertyName,
  referenceOf,
  unwrap,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { block, type Draft } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import type { Workspace } from '../project/project.ts';
import { readOptions } from '../request/options.ts';
import type { Request } from '../request/request.ts';
import type { Slot } from '../request/request-base.ts';
import { changedFields } from './fields.ts';
import { isLog } from './logs.ts';
import { isPlainParser, PARSER_KEYS } from './parsers.ts';

/** How a hook gets at the body of an answer that is not parsed for it. */
const BODY_READERS = words('json text');

/** Options that hold functions which a client calls before each request, and with each answer. */
const REQUEST_HOOKS = ['beforeRequest', 'onRequest', 'beforeSend'];
const ANSWER_HOOKS = ['afterResponse', 'onResponse'];

/**
 * Functions that a client shows each answer to before the caller gets it: interceptors, hooks and transformers of the
 * call and of its instance. One that speaks of the list or of a field that changes, takes the body, or makes something
 * else of it, is not followed.
 */
export function checkHooks(request: Request, draft: Draft): void {
  const { workspace, rule } = draft;
  const fields = new RegExp(`\\b(?:${[rule.response.list, ...changedFields(rule), '_data'].join('|')})\\b`);
  const saysBody = (node: ts.Node): boolean =>
    fields.test(wordOf(node)) || (ts.isCallExpression(node) && BODY_READERS.has(calleeName(node)));
  const options = request.instance.flatMap(functionsIn);
  const handlers = interceptorsOf(request.call, 'response', workspace);
  const shown = [...hooksIn(request, ANSWER_HOOKS, workspace), ...handlers.filter(isFirst)];
  const speaking = [...options, ...handlers, ...shown].filter(hook => speaksOf(hook, saysBody, workspace));
  const parsers = settingsOf(request, PARSER_KEYS, workspace).map(({ node }) => node);
  const hooks = [
    ...speaking,
    ...shown.filter(hook => reworksAnswer(hook, workspace)),
    ...parsers.filter(parser => !isPlainParser(parser, workspace)),
  ];
  for (const hook of new Set(hooks)) block(draft, 'unknown-response', hook, { text: excerpt(hook) });
}

/** The second function that an interceptor is given handles errors. */
const isFirst = (handler: ts.Expression): boolean =>
  !ts.isCallExpression(handler.parent) || handler.parent.arguments[0] === handler;

/** The values of options of a call and of its instance, wherever they come from. */
const settingsOf = ({ settings, call }: Request, keys: readonly string[], workspace: Workspace): Slot[] =>
  settings.flatMap(slot => readOptions(slot, keys, call, workspace).slots);

/** The functions that are hooks of these names: options themselves, or members of the option `hooks`. */
function hooksIn(request: Request, names: readonly string[], workspace: Workspace): ts.Expression[] {
  return settingsOf(request, ['hooks', ...names], workspace).flatMap(({ node }) => {
    const literal = unwrap(node);
    if (!ts.isObjectLiteralExpression(literal)) return elementsOf(node);
    return literal.properties.flatMap(member => {
      if (!names.includes(propertyName(member.name) ?? '')) return [];
      if (ts.isPropertyAssignment(member)) return elementsOf(member.initializer);
      return [member as ts.Node as ts.Expression];
    });
  });
}

function elementsOf(node: ts.Expression): ts.Expression[] {
  const inner = unwrap(node);
  return ts.isArrayLiteralExpression(inner) ? [...inner.elements] : [inner];
}

/** What a client puts into the query of each request by itself: hooks and defaults that nobody can move. */
export function queryHooksOf(request: Request, workspace: Workspace): ts.Node[] {
  const hooks = [
    ...interceptorsOf(request.call, 'request', workspace),
    ...hooksIn(request, REQUEST_HOOKS, workspace),
  ];
  const defaults = usesOfClient(request.call, workspace).flatMap(use => {
    const all = memberOf(use, 'defaults');
    return (all && memberOf(all, 'params')) ?? [];
  });
  return [...hooks.filter(hook => speaksOf(hook, node => QUERY.has(wordOf(node)), workspace)), ...defaults];
}

const QUERY = words('params searchParams search url query');

/** Whether a function that a client calls says something, beside what it logs, or cannot be looked into. */
export function speaksOf(
  hook: ts.Expression,
  isSaid: (node: ts.Node) => boolean,
  workspace: Workspace,
): boolean {
  const fn = isFunctionNode(unwrap(hook)) ? hook : calledFunction(hook, { workspace });
  const visit = (node: ts.Node): boolean => {
    if (ts.isCallExpression(node) && isLog(node.expression.getText())) return false;
    return isSaid(node) || (ts.forEachChild(node, child => visit(child) || undefined) ?? false);
  };
  return fn === undefined || visit(fn);
}

/** A name, or a text that may hold one. */
export const wordOf = (node: ts.Node): string =>
  ts.isIdentifier(node) || ts.isLiteralExpression(node) || ts.isTemplateLiteralToken(node) ? node.text : '';

/** Calls that do nothing to what they are given, or hand it on as it is. */
const PASSIVE = words('Promise.resolve Promise.reject next resolve reject');
const isPassive = (callee: string): boolean => isLog(callee) || PASSIVE.has(callee);
/** Members of what a hook is shown that hold the body, or the answer. */
const CARRIERS = words('data body _data response');

/** Whether a hook puts another body in the place of the one it is shown, or hands it to who may: `camelize(res.data)`. */
function reworksAnswer(hook: ts.Expression, workspace: Workspace, depth = 0): boolean {
  const named = isFunctionNode(unwrap(hook)) ? unwrap(hook) : calledFunction(hook, { workspace });
  if (!isFunctionNode(named) || depth > 3) return true;
  const names = new Set(named.parameters.flatMap(({ name }) => carriersIn(name)));
  const isAnswer = (node: ts.Expression): boolean => {
    const inner = unwrap(node);
    return ts.isIdentifier(inner)
      ? names.has(inner.text)
      : isAccess(inner) && CARRIERS.has(memberName(inner));
  };
  const isReworked = (node: ts.Node): boolean => {
    if (isAssignment(node) && isAccess(node.left)) return isAnswer(node.left);
    const isHandedOn = ts.isCallExpression(node) && node.arguments.some(isAnswer);
    return (
      isHandedOn &&
      !isPassive(node.expression.getText()) &&
      reworksAnswer(node.expression, workspace, depth + 1)
    );
  };
  const visit = (node: ts.Node): boolean => {
    if (isReworked(node)) return true;
    if (ts.isVariableDeclaration(node) && node.initializer && isAnswer(node.initializer))
      for (const name of carriersIn(node.name)) names.add(name);
    return ts.forEachChild(node, child => visit(child) || undefined) ?? false;
  };
  return named.body !== undefined && visit(named.body);
}

/** `answer`, or what of `{ status, data, ...rest }` holds the body. */
function carriersIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap(element => {
    if (!ts.isBindingElement(element)) return [];
    const isCarrier =
      element.dotDotDotToken || CARRIERS.has(propertyName(element.propertyName ?? element.name));
    return isCarrier ? carriersIn(element.name) : [];
  });
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
    const given = using && isAccess(using.parent) ? callOf(using.parent)?.arguments : undefined;
    // `use(undefined, error => …)`
    return given?.filter(handler => !isNeutral(handler)) ?? [];
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
