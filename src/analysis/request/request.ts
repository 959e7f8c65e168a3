import { ts } from 'ts-morph';
import { isSometimesRun } from '../code/conditions.ts';
import { isAccess, isFunctionNode, memberName, propertyName, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { urlGiven } from '../fold/cache-keys.ts';
import { calledFunction } from '../fold/calls.ts';
import { type FoldContext, fold } from '../fold/fold.ts';
import { objectLiteralOf } from '../fold/objects.ts';
import { type Frame, flatText, type Template } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { BY_SHAPE, type Client, type Form } from './clients.ts';
import { type Method, methodOf } from './method.ts';
import { type Options, readOptions } from './options.ts';
import {
  type Base,
  baseOf,
  type Config,
  configOf,
  defaultBase,
  type Slot,
  slotOf,
  withBase,
} from './request-base.ts';
import { type ResolvedClient, resolveClient } from './resolve-client.ts';

/** `isOptions`: somewhere in them. `within`: the options that it is in, where something is done to it there. */
type Query = Slot & { isOptions?: true; within?: ts.Expression };

/** A call understood as a request. Expressions belong to the frame the call stands in. */
export type Request = {
  call: ts.CallExpression | ts.NewExpression;
  frame: Frame | undefined;
  client: Client;
  name: string;
  method: Method;
  /** The expression in the URL slot, and what it folds to with the instance's base before it. */
  url: ts.Expression;
  templates: Template[];
  /** The base that the client puts before it: the key and the value of that option. */
  base: Base | undefined;
  /** Expressions that hold query parameters: objects, `URLSearchParams`, text. */
  queries: Query[];
  /** Objects that are the query, or options: their keys must tell. Only of clients that are not known. */
  doubtful: (Slot & { names: readonly string[] })[];
  /** The literal options object, where a query can be added to it, and the argument that it is or would be. */
  options: ts.ObjectLiteralExpression | undefined;
  optionsAt: number;
  /** Functions that receive the answer. */
  callbacks: ts.Node[];
  /** What the instance was made with. */
  instance: readonly ts.Expression[];
  /** All options: those of the call, and those of its instance. */
  settings: readonly Slot[];
};

/** Understands a call as a request of a known client or by its shape; undefined where it is neither. */
export function findRequest(
  call: ts.CallExpression | ts.NewExpression,
  frame: Frame | undefined,
  workspace: Workspace,
  table: readonly Client[],
): Request | undefined {
  const context: FoldContext = { workspace, frame, depth: 0 };
  const found = resolveClient(call.expression, workspace, table);
  const resolved = found && behindVerb(call, found, context);
  if (!resolved) return undefined;
  const configs = configsOf(call, resolved, context);
  const url = urlOf(call, resolved, configs, context);
  if (!url) return undefined;
  const base = baseOf(resolved, configs, context) ?? defaultBase(call, resolved, context, table);
  const own = fold(url.node, { ...context, frame: url.frame });
  const settings = settingsOf(call, resolved, context);
  return {
    call,
    frame,
    client: resolved.client,
    name: resolved.name,
    method: methodOf(call, resolved, { configs, settings }, context),
    url: url.node,
    templates: base ? withBase(fold(base.node, { ...context, frame: base.frame }), own) : own,
    base,
    ...queriesOf(call, resolved, context),
    options: configs.find(config => config.isLiteral)?.literal,
    optionsAt: resolved.form.options,
    callbacks: resolved.sent ? [] : callbacksOf(call, configs),
    instance: resolved.instance,
    settings,
  };
}

/** The options objects of a call, as far as they are literals. */
function configsOf(
  call: ts.CallExpression | ts.NewExpression,
  { form, sent }: ResolvedClient,
  context: FoldContext,
): Config[] {
  const given = sent ? [sent] : (call.arguments ?? []);
  return [...new Set([form.options, form.url, 1])].flatMap(index => {
    const node = given[index];
    return (node && configOf(node, context)) ?? [];
  });
}

function urlOf(
  call: ts.CallExpression | ts.NewExpression,
  { client, form, sent }: ResolvedClient,
  configs: readonly Config[],
  context: FoldContext,
): Slot | undefined {
  const first = sent ?? call.arguments?.[form.url];
  const keyed = slotOf(configs, client.urls);
  if (!first) return keyed;
  const isObject = objectLiteralOf(first, context) !== undefined;
  if (isObject) return keyed ?? urlPutInto(first, call, client, context);
  return { node: urlGiven(call, first), frame: context.frame };
}

/** `options.path = …` before the call, where nothing else is put there. */
function urlPutInto(
  options: ts.Expression,
  call: ts.CallExpression | ts.NewExpression,
  { urls }: Client,
  { workspace, frame }: FoldContext,
): Slot | undefined {
  const { slots, isKnown } = readOptions({ node: options, frame }, urls, call, workspace);
  const [only, ...others] = slots;
  const isBefore =
    only && isKnown && others.length === 0 && !isSometimesRun(only.node, call) && only.node.pos < call.pos;
  return isBefore ? only : undefined;
}

const VERB = words('GET HEAD POST PUT PATCH DELETE OPTIONS');

/** `request('GET', url)` and `fetcher('get', url)`: where the verb comes first, all else comes later. */
function behindVerb(
  call: ts.CallExpression | ts.NewExpression,
  resolved: ResolvedClient,
  context: FoldContext,
): ResolvedClient {
  const { form } = resolved;
  const [first, second] = call.arguments ?? [];
  const isVerb =
    first && second && fold(first, context).every(text => VERB.has(flatText(text).toUpperCase()));
  if (form.url !== 0 || !isVerb || resolved.sent) return resolved;
  const options = form.options < 0 ? form.options : form.options + 1;
  return { ...resolved, form: { ...form, method: 'config', url: 1, options } };
}

type Queries = Pick<Request, 'queries' | 'doubtful'>;

/** Where the query parameters of a call come from. */
function queriesOf(
  call: ts.CallExpression | ts.NewExpression,
  { client, form, instance, sent }: ResolvedClient,
  context: FoldContext,
): Queries {
  const keys = client.dataIsQuery ? [...client.queries, 'data'] : client.queries;
  const read = (slot: Slot) => readOptions(slot, keys, call, context.workspace);
  const made = instance.flatMap(node => read({ node, frame: undefined }).slots);
  const before = client === BY_SHAPE ? queriesBefore(call.expression, context.frame) : [];
  const found: Queries = { queries: [...made, ...before], doubtful: [] };
  for (const [index, node] of (sent ? [sent] : (call.arguments ?? [])).entries()) {
    if (isCallback(node, context)) continue;
    const slot = { node, frame: context.frame };
    const mayBeQuery = client === BY_SHAPE && index !== form.url;
    if (index === form.query && !isOptions(node, client, context)) found.queries.push(slot);
    else if (keys.length > 0 && holdsOptions(index, node, form, context))
      addOptions(slot, read(slot), mayBeQuery, found);
  }
  return found;
}

const ADDS_QUERY = words('query param params qs search searchparams queryparams querystring filter');

/** `api.query(filters).get(path)`: what a client that is not known is given before it sends. */
function queriesBefore(callee: ts.Expression, frame: Frame | undefined): Query[] {
  const owner = isAccess(callee) ? unwrap(callee.expression) : undefined;
  if (!owner || !ts.isCallExpression(owner)) return [];
  const isAdded =
    isAccess(owner.expression) &&
    ADDS_QUERY.has(memberName(owner.expression).replace(/^with/, '').toLowerCase());
  const [first] = isAdded ? owner.arguments : [];
  const own: Query[] = first ? [{ node: first, frame, isOptions: true }] : [];
  return [...own, ...queriesBefore(owner.expression, frame)];
}

function addOptions(
  slot: Slot,
  { slots, names, isKnown, isBuiltOn }: Options,
  mayBeQuery: boolean,
  { queries, doubtful }: Queries,
): void {
  if (mayBeQuery && [...names].some(name => !OPTION_KEYS.test(name)))
    doubtful.push({ ...slot, names: [...names] });
  else if (!isKnown) queries.push({ ...slot, isOptions: true });
  else queries.push(...(isBuiltOn ? slots.map(own => ({ ...own, within: slot.node })) : slots));
}

function settingsOf(
  call: ts.CallExpression | ts.NewExpression,
  { form, instance, sent }: ResolvedClient,
  context: FoldContext,
): Slot[] {
  const given = sent ? [sent] : [...(call.arguments ?? [])];
  const own = given.filter((node, index) => holdsOptions(index, node, form, context));
  return [
    ...own.map(node => ({ node, frame: context.frame })),
    ...instance.map(node => ({ node, frame: undefined })),
  ];
}

/** Whether an argument is where options are; the URL may be one of them. */
const holdsOptions = (index: number, node: ts.Expression, { options }: Form, context: FoldContext): boolean =>
  index === options || objectLiteralOf(node, context) !== undefined;

/** Keys that options have with most clients, and no list has as a filter. */
const OPTION_KEYS =
  /^(?:headers?|timeout|signal|auth\w*|token|responseType|json|cache|credentials|mode|retry|agent|method|redirect|withCredentials|async|dataType|type|encoding|body|next|tags|cancelToken|baseUR[LI]|baseUrl|prefixUrl|success|error|complete|on[A-Z]\w*|params|query|qs|searchParams|url|uri|path|endpoint|pathname)$/;

/** `$.get({url, data})`: the first argument holds options, so the second is no query. */
const isOptions = (node: ts.Expression, client: Client, context: FoldContext): boolean => {
  const literal = objectLiteralOf(node, context)?.literal;
  return literal?.properties.some(p => client.urls.includes(propertyName(p.name) ?? '')) ?? false;
};

/** Keys of options under which jQuery-like clients take a function for the answer. */
const CALLBACK_KEYS = ['success', 'onSuccess', 'onload', 'callback', 'transform', 'selector'];

function callbacksOf(call: ts.CallExpression | ts.NewExpression, configs: readonly Config[]): ts.Node[] {
  const given = call.arguments?.slice(1) ?? [];
  const keyed = CALLBACK_KEYS.flatMap(key => {
    const members = configs.flatMap(({ members: own }) => own.map(({ property }) => property));
    const method = members.find(
      member => ts.isMethodDeclaration(member) && propertyName(member.name) === key,
    );
    return method ?? slotOf(configs, [key])?.node ?? [];
  });
  return [...given, ...keyed];
}

function isCallback(node: ts.Expression, context: FoldContext): boolean {
  const inner = unwrap(node);
  if (isFunctionNode(inner) || calledFunction(inner, context)) return true;
  return ts.isIdentifier(inner) && /^(?:cb|callback|done|next|on[A-Z]\w*)$/.test(inner.text);
}

/** The call that a reader would name: the outermost one that the path was handed to. What makes an object sends nothing. */
export function outermostCall({ call, frame }: Request): ts.Node {
  let outer: ts.Node = call;
  for (let at = frame; at && !ts.isConstructorDeclaration(at.fn); at = at.parent) outer = at.call;
  return outer;
}
