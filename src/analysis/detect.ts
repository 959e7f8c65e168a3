import { ts } from 'ts-morph';
import type { Rule } from '../rule.ts';
import { isKeyCall } from './cache-keys.ts';
import { BY_SHAPE, type Client } from './clients.ts';
import { fold } from './fold.ts';
import { calledFunction } from './fold-calls.ts';
import { isElsewhere, isLikelyPath, namesService } from './likely.ts';
import { isRestOfEndpoint, isTailOfEndpoint, type Match, matchTemplate } from './match.ts';
import { findMock, type MockHit } from './mocks.ts';
import { narrowerFor } from './nearby.ts';
import { findNeedles, type Needle } from './needles.ts';
import type { Workspace } from './project.ts';
import { findRequest, type Request } from './request.ts';
import { resolveClient } from './resolve-client.ts';
import { isScattered } from './scattered.ts';
import { excerpt, isAccess } from './syntax.ts';
import { type Frame, flatText, HOLE, type Template } from './template.ts';
import { followText, type Trail } from './trail.ts';

/** A call of the deprecated endpoint. `others`: what its URL may be besides. */
export type Hit = {
  request: Request;
  matches: Match[];
  others: Template[];
  needles: Needle[];
  /** Whether the URL is also the name of what is cached. */
  isKey?: boolean;
};

/** A path that does not get to a call. */
export type Stray = {
  needle: Needle;
  match: Match | undefined;
  ends: ts.Node[];
  /** What is said to be unknown, where it is not the text itself. */
  text?: string;
  reason: 'no-call' | 'server-route' | 'unknown-client' | 'unfolded-path';
};

export type Detection = { hits: Hit[]; mocks: MockHit[]; strays: Stray[] };

type Context = { workspace: Workspace; rule: Rule; table: readonly Client[]; mounts: ReadonlySet<string> };

/** Finds all calls that the needles of the seeds lead to, and the paths that lead to none. */
export function detect(seeds: readonly ts.SourceFile[], context: Context): Detection {
  const found: Found = { hits: new Map(), mocks: new Map(), strays: [] };
  const narrow = narrowerFor(seeds, context);
  for (const file of seeds) {
    for (const needle of findNeedles(file, context.rule)) {
      const workspace = needle.isAlone ? narrow(file) : context.workspace;
      detectFrom(needle, { ...context, workspace }, found);
    }
  }
  const { hits, mocks, strays } = found;
  return { hits: [...hits.values()], mocks: [...mocks.values()], strays };
}

/** What was found, by the call and the way to it. */
type Found = { hits: Map<string, Hit>; mocks: Map<string, MockHit>; strays: Stray[] };

function detectFrom(needle: Needle, context: Context, { hits, mocks, strays }: Found): void {
  const trail = followText(needle.expression, context.workspace, call => isKnownClient(call, context));
  const seen = lookAlong(trail, needle, context);
  const own = seen.hits.filter(hit => !isWrapper(hit, context));
  const isKey = trail.calls.some(({ call }) => isKeyCall(call));
  for (const hit of own) addHit({ ...hit, isKey }, needle, hits);
  for (const mock of seen.mocks) addHit(mock, needle, mocks);
  strays.push(...seen.served.slice(0, 1));
  const isKnown = own.length + seen.mocks.length + seen.served.length > 0;
  if (isKnown || seen.isOther || trail.isMoved) return;
  const stray = seen.unbased ?? findStray(needle, trail, context);
  if (stray) strays.push(stray);
}

/** `unbased`: a call of the image service, as it seems, whose base is not known. */
type Seen = { hits: Hit[]; mocks: MockHit[]; served: Stray[]; isOther: boolean; unbased: Stray | undefined };

/** What the calls are that a text gets to: requests, mocks, routes that serve it. */
function lookAlong(trail: Trail, needle: Needle, context: Context): Seen {
  const seen: Seen = { hits: [], mocks: [], served: [], isOther: false, unbased: undefined };
  for (const { call, frame } of trail.calls) lookAt(call, frame, needle, seen, context);
  return seen;
}

function lookAt(
  call: ts.CallExpression | ts.NewExpression,
  frame: Frame | undefined,
  needle: Needle,
  seen: Seen,
  context: Context,
): void {
  const mock = findMock(call, context.workspace);
  const request = mock?.request ?? findRequest(call, frame, context.workspace, context.table);
  const verdict = request && judge(request, context);
  if (verdict === 'other') seen.isOther = true;
  else if (verdict && mock?.row.isServed)
    seen.served.push({ needle, match: verdict.matches[0], ends: [call], reason: 'server-route' });
  else if (verdict && mock) seen.mocks.push({ ...verdict, needles: [needle], mock });
  else if (verdict) seen.hits.push({ ...verdict, needles: [needle] });
  else if (request && isUnbased(request, context.rule))
    seen.unbased ??= {
      needle,
      match: undefined,
      ends: [call],
      reason: 'unfolded-path',
      text: unknownPart(request),
    };
  else if (request && needle.isAlone && isElsewhere(needle, request, context.rule)) seen.isOther = true;
}

/** `glance.get('/images/detail')`: the version is in a base that cannot be seen, and names say whose it is. */
const isUnbased = ({ templates, call, method, client }: Request, rule: Rule): boolean =>
  method === 'GET' &&
  templates.some(
    template =>
      (isTailOfEndpoint(template, rule) && (namesService(template) || isNamedForService(call))) ||
      ((client.bases.length > 0 || client === BY_SHAPE) &&
        isRestOfEndpoint(template, rule) &&
        isNamedForService(call)),
  );

function unknownPart({ base, name, templates, url }: Request): string {
  if (base) return excerpt(base.node);
  return templates.some(template => flatText(template).includes(HOLE)) ? excerpt(url) : `the base of ${name}`;
}

/** What a client gives back is an answer, and no part of a path. */
function isKnownClient(call: ts.CallExpression | ts.NewExpression, { workspace, table }: Context): boolean {
  const client = resolveClient(call.expression, workspace, table)?.client;
  return client !== undefined && client !== BY_SHAPE;
}

/** A function of the project is looked into, not taken for a client by the shape of its name. */
const isWrapper = ({ request }: Hit, { workspace }: Context): boolean =>
  request.client === BY_SHAPE && calledFunction(request.call.expression, { workspace }) !== undefined;

function addHit<H extends Hit>(hit: H, needle: Needle, hits: Map<string, H>): void {
  const key = hitKey(hit.request);
  const known = hits.get(key);
  if (known) known.needles.push(needle);
  else hits.set(key, hit);
}

const hitKey = ({ call, frame }: Request): string => {
  const chain = [call.getSourceFile().fileName, call.pos];
  for (let at = frame; at; at = at.parent) chain.push(at.call.getSourceFile().fileName, at.call.pos);
  return chain.join(':');
};

/** 'other': the endpoint's path with another method; undefined: another path. */
function judge(request: Request, { rule, mounts }: Context): Omit<Hit, 'needles'> | 'other' | undefined {
  const matches: Match[] = [];
  const others: Template[] = [];
  for (const template of request.templates) {
    const match = matchTemplate(template, rule, mounts);
    if (match) matches.push(match);
    else others.push(template);
  }
  if (matches.length === 0) return undefined;
  return request.method === 'other' ? 'other' : { request, matches, others };
}

const LOGS =
  /^(?:console|log|logger|this\.log|this\.logger)\b|^(?:describe|it|test|expect|assert|t|print|debug|warn|error|invariant|Error|TypeError|deprecate)\b/;
const SERVED =
  /^(?:app|router|server|api|fastify|koa|route|routes|mock|nock|page|context|cy|worker|scope)\b|\b(?:onGet|intercept|route|reply|rest\.get|http\.get)\b/;

function findStray(needle: Needle, trail: Trail, { workspace, rule, mounts }: Context): Stray | undefined {
  const templates = fold(needle.expression, { workspace, frame: undefined, depth: 0 });
  const match = templates.map(template => matchTemplate(template, rule, mounts)).find(Boolean);
  const calls = trail.calls.map(({ call }) => call).filter(call => !ts.isNewExpression(call));
  const isSaid =
    trail.calls.length > 0 && trail.calls.every(({ call }) => LOGS.test(call.expression.getText()));
  if (isSaid || trail.ends.some(isThrown)) return undefined;
  if (match) return { needle, match, ends: [...calls, ...trail.ends], reason: reasonFor(calls) };
  const isLikely =
    templates.some(template => isTailOfEndpoint(template, rule) && namesService(template)) ||
    isScattered(needle.expression, templates, { workspace, rule }) ||
    (calls.length > 0 && isLikelyPath(needle, templates, rule));
  return isLikely
    ? { needle, match: undefined, ends: [...calls, ...trail.ends], reason: 'unfolded-path' }
    : undefined;
}

const isThrown = (end: ts.Node): boolean => ts.isThrowStatement(end.parent);

function reasonFor(calls: readonly ts.Node[]): Stray['reason'] {
  const texts = calls.flatMap(call => (ts.isCallExpression(call) ? [call.expression.getText()] : []));
  if (texts.some(text => SERVED.test(text))) return 'server-route';
  return calls.some(call => ts.isCallExpression(call) && !isBuilder(call)) ? 'unknown-client' : 'no-call';
}

const isBuilder = (call: ts.CallExpression): boolean =>
  isAccess(call.expression) &&
  /\b(?:startsWith|includes|endsWith|replace|test|match|concat|join|indexOf|split|slice)$/.test(
    call.expression.getText(),
  );

/** The callee, or the class around it, has the name of an image service. */
function isNamedForService(call: ts.CallExpression | ts.NewExpression): boolean {
  const owner = ts.findAncestor(call, ts.isClassLike)?.name?.text ?? '';
  return /[Gg]lance|GLANCE|\b[Ii]ms\b|\bIms|IMS/.test(`${call.expression.getText()} ${owner}`);
}
