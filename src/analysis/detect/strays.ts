import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { pathHeads, pathShape } from '../../rule.ts';
import { excerpt, isAccess, isAssignment, memberName, unwrap, wrapped } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { calledFunction } from '../fold/calls.ts';
import { fold } from '../fold/fold.ts';
import {
  hasVersionInPieces,
  isRestOfEndpoint,
  isTailOfEndpoint,
  type Match,
  matchTemplate,
} from '../fold/match.ts';
import { flatText, HOLE, pathText, type Template } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { BY_SHAPE, type Client } from '../request/clients.ts';
import { findRequest, type Request } from '../request/request.ts';
import { resolveClient } from '../request/resolve-client.ts';
import { baseBesideVersion } from './beside-version.ts';
import { findCommand } from './commands.ts';
import { findEmbedded } from './embedded.ts';
import {
  hasBaseElsewhere,
  hasVersion,
  isLikelyPath,
  namesService,
  plainTemplate,
  textsAround,
} from './likely.ts';
import { findMock } from './mocks.ts';
import type { Needle } from './needles.ts';
import { findOpenEnd } from './open-end.ts';
import { findGap } from './open-path.ts';
import { proxiedPath } from './proxied.ts';
import { findDecorated } from './route-decorators.ts';
import { isScattered } from './scattered.ts';
import { isTelling } from './telling.ts';
import type { Trail } from './trail.ts';

export type DetectContext = {
  workspace: Workspace;
  rule: Rule;
  table: readonly Client[];
  mounts: ReadonlySet<string>;
};

/** A path that does not get to a call. */
export type Stray = {
  needle: Needle;
  match: Match | undefined;
  ends: ts.Node[];
  /** What is said to be unknown, where it is not the text itself. */
  text?: string;
  reason:
    | 'no-call'
    | 'server-route'
    | 'unknown-client'
    | 'unfolded-path'
    | 'url-pattern'
    | 'path-name'
    | 'command';
};

/** `glance.get('/images/detail')`: the version is in a base that cannot be seen, and names say whose it is. */
export const isUnbased = (
  { templates, call, method, client }: Request,
  { rule, workspace }: DetectContext,
): boolean =>
  method === 'GET' &&
  templates.some(
    template =>
      hasVersionInPieces(template, rule) ||
      (isTailOfEndpoint(template, rule) && (namesService(template, workspace) || isNamedForService(call))) ||
      ((client.bases.length > 0 || client === BY_SHAPE) &&
        isRestOfEndpoint(template, rule) &&
        isNamedForService(call)),
  );

export function unknownPart({ base, name, templates, url }: Request): string {
  if (base) return excerpt(base.node);
  return templates.some(template => flatText(template).includes(HOLE)) ? excerpt(url) : `the base of ${name}`;
}

/** Functions that take the name of a module, of a template, or of a file. */
const FILES = words(
  'require require.resolve import System.import proxyquire jest.mock jest.unmock jest.doMock ' +
    'jest.dontMock jest.deepUnmock jest.setMock jest.requireMock jest.requireActual vi.mock vi.unmock ' +
    'vi.doMock vi.doUnmock vi.importMock vi.importActual res.render res.view response.render ' +
    'response.view reply.render reply.view ctx.render ctx.view this.render this.view fs.* fs.promises.* ' +
    'fsp.* fse.* fsPromises.* Deno.* readFile readFileSync writeFile writeFileSync existsSync',
);

/** A name that is relative to a folder, given to one of these. */
const namesFile = (templates: readonly Template[], { calls }: Trail): boolean =>
  calls.some(({ call }) => FILES.has(call.expression.getText())) &&
  templates.every(template => /^[\w@~.#][^:]*$/.test(flatText(template)));

/** Members by which a path is given a function that answers. */
const SERVED =
  /^(?:app|router|server|api|fastify|koa|routes?|mock\w*|nock|page|context|cy|worker|scope)\b.*\.(?:get|all|any|use|on|once|register|handle|add\w*)$|\b(?:onGet|onAny|intercept|route|reply|rest\.get|http\.get)$/s;

const plainContext = ({ workspace }: DetectContext) => ({ workspace, frame: undefined, depth: 0 });

/** What is told of a path that gets to no call which is understood; undefined where nothing is likely enough. */
export function findStray(needle: Needle, trail: Trail, context: DetectContext): Stray | undefined {
  const { workspace, rule, mounts } = context;
  const templates = fold(needle.expression, plainContext(context));
  if (isSaid(trail) || namesFile(templates, trail)) return undefined;
  const command = findCommand(templates, trail, context);
  if (command) return { needle, ...command, reason: 'command' };
  const route = findDecorated(trail, context);
  if (route) return route.match && { needle, match: route.match, ends: [route.end], reason: 'server-route' };
  const whole = textsAround(needle.expression)
    .slice(-1)
    .flatMap(text => fold(text, plainContext(context)));
  const match = [...templates, ...templates.map(plainTemplate), ...whole]
    .map(template => matchTemplate(template, rule, mounts))
    .find(Boolean);
  const calls = trail.calls.map(({ call }) => call).filter(ts.isCallExpression);
  if (match) {
    const unread = findUnread(trail, context);
    if (unread) return { needle, match, ...unread, reason: 'unfolded-path' };
    return { needle, match, ends: [...calls, ...trail.ends], reason: reasonFor(calls) };
  }
  const embedded = findEmbedded(templates, context);
  if (embedded) return { needle, match: embedded, ends: [...calls, ...trail.ends], reason: 'no-call' };
  const gap = findGap(needle, trail, context);
  if (gap !== undefined) {
    const isServed = calls.some(call => findMock(call, workspace));
    const why = isServed
      ? { reason: 'server-route' as const }
      : { reason: 'unfolded-path' as const, text: gap };
    return { needle, match: undefined, ends: [...calls, ...trail.ends], ...why };
  }
  const likely = findLikely(needle, templates, trail, context) ?? findBehindPath(needle, context);
  return likely && { needle, match: undefined, ends: [...calls, ...trail.ends], ...likely };
}

/** The last segment alone, where a path lacks no more than that. */
function findBehindPath(needle: Needle, context: DetectContext): Pick<Stray, 'reason' | 'text'> | undefined {
  const text = findOpenEnd(needle, context);
  return text === undefined ? undefined : { reason: 'unfolded-path', text };
}

/** Why a path that lacks its version may be the endpoint's all the same. */
function findLikely(
  needle: Needle,
  templates: readonly Template[],
  trail: Trail,
  context: DetectContext,
): Pick<Stray, 'reason' | 'text'> | undefined {
  const { workspace, rule } = context;
  const isLikely =
    templates.some(template => isLikelyTail(template, context)) ||
    isScattered(needle.expression, templates, { workspace, rule }) ||
    (isHandedOn(needle, trail) &&
      !isSentWithVersion(trail, context) &&
      isLikelyPath(needle, templates, context)) ||
    isBelowBase(trail, context);
  if (isLikely) return { reason: 'unfolded-path' };
  if (!templates.some(template => endsWithRest(template, rule))) return undefined;
  const text = baseBesideVersion(needle, templates, trail, context) ?? proxiedPath(trail, context);
  return text === undefined ? undefined : { reason: 'unfolded-path', text };
}

/** Whether somebody gets the text who may send it: a call, a tag, a walk over what is yielded, a reader of a member. */
function isHandedOn({ expression }: Needle, { calls, ends }: Trail): boolean {
  const { parent } = wrapped(expression);
  if (isAssignment(parent) && isAccess(unwrap(parent.left))) return true;
  return (
    calls.some(({ call }) => !ts.isNewExpression(call)) ||
    ends.some(end => ts.isTaggedTemplateExpression(end.parent) || ts.isYieldExpression(end.parent))
  );
}

/** Whether a text may be the end of the path, or more of it: no need to ask further of any other. */
const endsWithRest = (template: Template, rule: Rule): boolean =>
  pathText(template).endsWith(pathShape(rule).rest.join('/')) && !hasVersion(flatText(template));

const isLikelyTail = (template: Template, { rule, workspace }: DetectContext): boolean =>
  hasVersionInPieces(template, rule) ||
  (isTailOfEndpoint(template, rule) && namesService(template, workspace));

/** Whether all that is sent has a version of its own: one that stands elsewhere in the file is another's. */
function isSentWithVersion({ calls }: Trail, { workspace, table, rule }: DetectContext): boolean {
  const heads = pathHeads(rule).map(head => `${head}/`);
  const sent = calls.flatMap(
    ({ call, frame }) => findRequest(call, frame, workspace, table)?.templates ?? [],
  );
  const isOther = (text: string) => hasVersion(text) && !heads.some(head => text.endsWith(head + HOLE));
  return sent.length > 0 && sent.every(template => isOther(flatText(template)));
}

/** `http.get('/images/detail')`, where another file puts a base with the version before what it sends. */
const isBelowBase = ({ calls }: Trail, { workspace, rule, table }: DetectContext): boolean =>
  calls.some(({ call, frame }) => {
    const request = findMock(call, workspace) ? undefined : findRequest(call, frame, workspace, table);
    if (request?.method !== 'GET' || request.client === BY_SHAPE || request.base) return false;
    return (
      request.templates.some(template => isRestOfEndpoint(template, rule)) &&
      hasBaseElsewhere(workspace, rule)
    );
  });

/** `fetch(PATHS[name])`: a client that is known, and a URL that is not. */
function findUnread(
  { calls }: Trail,
  { workspace, table }: DetectContext,
): Pick<Stray, 'ends' | 'text'> | undefined {
  for (const { call, frame } of calls) {
    const request = findRequest(call, frame, workspace, table);
    const client = request?.client ?? resolveClient(call.expression, workspace, table)?.client;
    if (client === undefined || client === BY_SHAPE) continue;
    const url = request?.url ?? call.arguments?.[0];
    if (url) return { ends: [call], text: excerpt(url) };
  }
  return undefined;
}

/** A call that takes the path beside others which are of no interest, and of which nothing is known. */
export function findUnknown(needle: Needle, trail: Trail, context: DetectContext): Stray | undefined {
  const { workspace, table, rule, mounts } = context;
  const [template] = fold(needle.expression, { workspace, frame: undefined, depth: 0 });
  const match = template && matchTemplate(template, rule, mounts);
  const call = trail.calls.find(
    ({ call }) =>
      ts.isCallExpression(call) &&
      !isBuilder(call) &&
      !isTelling(call.expression) &&
      !findMock(call, workspace) &&
      !resolveClient(call.expression, workspace, table) &&
      !calledFunction(call.expression, { workspace }),
  )?.call;
  return match && call && { needle, match, ends: [call], reason: 'unknown-client' };
}

/** All that is done with it is to tell somebody. What a call gives back may be thrown too, and is no text. */
function isSaid({ calls, ends }: Trail): boolean {
  const others = calls.filter(({ call }) => !isTelling(call.expression));
  if (calls.length > 0 && others.length === 0) return true;
  const isSent = others.some(
    ({ call }) => !ts.isNewExpression(call) && !ts.findAncestor(call, ts.isThrowStatement),
  );
  return !isSent && ends.some(({ parent }) => ts.isThrowStatement(parent));
}

function reasonFor(calls: readonly ts.CallExpression[]): Stray['reason'] {
  if (calls.some(({ expression }) => SERVED.test(expression.getText()))) return 'server-route';
  return calls.every(isBuilder) ? 'no-call' : 'unknown-client';
}

/** Members that ask something of a text, or make another of it. */
const BUILDERS = words('startsWith includes endsWith replace test match concat join indexOf split slice');

const isBuilder = (call: ts.CallExpression): boolean =>
  isAccess(call.expression) && BUILDERS.has(memberName(call.expression));

/** The callee, or the class around it, has the name of an image service. */
function isNamedForService(call: ts.CallExpression | ts.NewExpression): boolean {
  const owner = ts.findAncestor(call, ts.isClassLike)?.name?.text;
  return /[Gg]lance|GLANCE|\b[Ii]ms\b|\bIms|IMS/.test(`${call.expression.getText()} ${owner}`);
}
