import type { ts } from 'ts-morph';
import { excerpt, isNeutral } from '../code/syntax.ts';
import { isKeyCall } from '../fold/cache-keys.ts';
import { calledFunction } from '../fold/calls.ts';
import { type Match, matchTemplate } from '../fold/match.ts';
import { type Frame, flatText, isText, type Template } from '../fold/template.ts';
import { narrowerFor } from '../project/nearby.ts';
import { BY_SHAPE } from '../request/clients.ts';
import { findRequest, type Request } from '../request/request.ts';
import { resolveClient } from '../request/resolve-client.ts';
import { findFilled } from './filled-path.ts';
import { isElsewhere } from './likely.ts';
import { findMock, type MockHit } from './mocks.ts';
import { findMounted } from './mounted-routes.ts';
import { findNeedles, type Needle } from './needles.ts';
import { type DetectContext, findStray, findUnknown, isUnbased, type Stray, unknownPart } from './strays.ts';
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

export type Detection = { hits: Hit[]; mocks: MockHit[]; strays: Stray[] };

/**
 * Finds all calls that the needles of the seeds lead to, and the paths that lead to none. `only`: the paths of the seeds
 * that are looked through, where that is not all of them.
 */
export function detect(
  seeds: readonly ts.SourceFile[],
  context: DetectContext & { only?: ReadonlySet<string> | undefined },
): Detection {
  const found: Found = { hits: new Map(), mocks: new Map(), strays: [] };
  const narrow = narrowerFor(seeds, context);
  const isWanted = (file: ts.SourceFile) => context.only?.has(context.workspace.pathOf(file)) ?? true;
  for (const file of seeds.filter(isWanted)) {
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

function detectFrom(needle: Needle, context: DetectContext, { hits, mocks, strays }: Found): void {
  if (needle.isName) return void strays.push(...namedStray(needle, context));
  const trail = followText(needle.expression, context.workspace, call => isKnownClient(call, context));
  if (needle.pattern !== undefined) return detectPattern(needle, trail, context, { hits, mocks, strays });
  const seen = lookAlong(trail, needle, context);
  const own = seen.hits.filter(hit => !isWrapper(hit, context));
  const isKey = trail.calls.some(({ call }) => isKeyCall(call));
  for (const hit of own) addHit({ ...hit, isKey }, needle, hits);
  for (const mock of seen.mocks) addHit(mock, needle, mocks);
  strays.push(...seen.served.slice(0, 1));
  const isKnown = own.length + seen.mocks.length + seen.served.length > 0;
  if (isKnown || seen.isMocked || trail.isMoved) return;
  const find = seen.isOther ? findUnknown : findStray;
  const stray =
    seen.unbased ??
    findMounted(needle, trail, context) ??
    findFilled(needle, trail, context) ??
    find(needle, trail, context);
  if (stray) strays.push(stray);
}

/** The path as the name of a member, or as a type. */
function namedStray(needle: Needle, { rule, mounts }: DetectContext): Stray[] {
  const { expression: node } = needle;
  const template: Template = [{ text: (node as ts.StringLiteral).text, node, start: -1 }];
  const match = matchTemplate(template, rule, mounts);
  return match ? [{ needle, match, ends: [], reason: 'path-name' }] : [];
}

/** `nock(host).get(/…/)`: a mock that is found by its pattern; any other pattern is told. */
function detectPattern(needle: Needle, trail: Trail, context: DetectContext, { mocks, strays }: Found): void {
  const { expression: node, pattern = '' } = needle;
  const template: Template = [{ text: pattern, node, start: -1 }];
  const match = matchTemplate(template, context.rule, context.mounts);
  const found = trail.calls.flatMap(({ call }) => findMock(call, context.workspace) ?? []);
  if (found.some(({ request }) => request.method === 'other')) return;
  const served = found.find(({ row }) => row.isServed);
  const mock = found[0];
  if (!match) return;
  if (!mock || served) {
    const ends = served ? [served.request.call] : [];
    strays.push({
      needle,
      match,
      ends,
      reason: served ? 'server-route' : 'url-pattern',
      text: excerpt(node),
    });
    return;
  }
  const request = { ...mock.request, templates: [template] };
  const hit: MockHit = {
    request,
    matches: [match],
    others: [],
    needles: [needle],
    mock: { ...mock, request, pattern: node },
  };
  addHit(hit, needle, mocks);
}

/**
 * `unbased`: a call of the image service, as it seems, whose base is not known. `isMocked`: a mock of another method,
 * which is handed to a library.
 */
type Seen = {
  hits: Hit[];
  mocks: MockHit[];
  served: Stray[];
  isOther: boolean;
  isMocked: boolean;
  unbased: Stray | undefined;
};

/** What the calls are that a text gets to: requests, mocks, routes that serve it. */
function lookAlong(trail: Trail, needle: Needle, context: DetectContext): Seen {
  const seen: Seen = { hits: [], mocks: [], served: [], isOther: false, isMocked: false, unbased: undefined };
  for (const { call, frame } of trail.calls) lookAt(call, frame, needle, seen, context);
  return seen;
}

function lookAt(
  call: ts.CallExpression | ts.NewExpression,
  frame: Frame | undefined,
  needle: Needle,
  seen: Seen,
  context: DetectContext,
): void {
  const mock = findMock(call, context.workspace);
  const request = mock?.request ?? findRequest(call, frame, context.workspace, context.table);
  const verdict = request && judge(request, context);
  if (verdict === 'other' && mock) seen.isMocked = true;
  else if (verdict === 'other') seen.isOther = true;
  else if (verdict && mock?.row.isServed)
    seen.served.push({ needle, match: verdict.matches[0], ends: [call], reason: 'server-route' });
  else if (verdict && mock) seen.mocks.push({ ...verdict, needles: [needle], mock });
  else if (verdict) seen.hits.push({ ...verdict, needles: [needle] });
  else if (request && isUnbased(request, context))
    seen.unbased ??= {
      needle,
      match: undefined,
      ends: [call],
      reason: 'unfolded-path',
      text: unknownPart(request),
    };
  else if (request && needle.isAlone && isElsewhere(needle, request, context.rule)) seen.isOther = true;
}

/** What a client gives back is an answer, and no part of a path. */
function isKnownClient(
  call: ts.CallExpression | ts.NewExpression,
  { workspace, table }: DetectContext,
): boolean {
  const client = resolveClient(call.expression, workspace, table)?.client;
  return client !== undefined && client !== BY_SHAPE;
}

/** A function of the project is looked into, not taken for a client by the shape of its name. */
const isWrapper = ({ request }: Hit, { workspace }: DetectContext): boolean =>
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
function judge(
  request: Request,
  { rule, mounts }: DetectContext,
): Omit<Hit, 'needles'> | 'other' | undefined {
  const matches: Match[] = [];
  const others: Template[] = [];
  for (const template of request.templates) {
    const match = matchTemplate(template, rule, mounts);
    if (match) matches.push(match);
    else if (!isNoAddress(template)) others.push(template);
  }
  if (matches.length === 0) return undefined;
  return request.method === 'other' ? 'other' : { request, matches, others };
}

/** `null` where there is no next page, `new URL(next, base)` with it: no request is sent to it. */
function isNoAddress(template: Template): boolean {
  const last = template.at(-1);
  if (last === undefined || isText(last)) return flatText(template) === '';
  return isNeutral(last.hole) && (template.length === 1 || last.via !== undefined);
}
