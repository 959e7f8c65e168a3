import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { excerpt, stringExpression, unwrap } from '../code/syntax.ts';
import { block, type Draft, editAt, insertAfter, insertBefore, note } from '../edits/draft.ts';
import { frameAround } from '../fold/frame-keys.ts';
import type { Match } from '../fold/match.ts';
import { isAssigned } from '../fold/names.ts';
import { givenTo } from '../fold/objects.ts';
import {
  type Frame,
  flatText,
  isPathOnly,
  isText,
  partAt,
  type Template,
  type TextPart,
} from '../fold/template.ts';
import { siteWithRoom } from '../query/plan.ts';
import type { QueryContext } from '../query/query.ts';
import type { Request } from '../request/request.ts';
import type { Move } from './move.ts';
import { goesAsWhole, isSplitAtBase } from './path.ts';
import { countMatches, findForeignUse, findStrangerAround, type Matched } from './sharing.ts';

/** The query behind the path of one match, as text. */
export type TextQuery = { match: Match; rest: Template; hasMark: boolean; isEmptied: () => boolean };

/** Says what every rewritten call gets. */
export function noteAdded(request: Request, draft: Draft, accept: ReadonlySet<string>): void {
  for (const { note: code } of Object.values(draft.rule.query.add))
    if (!accept.has(code)) note(draft, code, request.call);
}

/** Adds what every rewritten call gets: to an object that is the query, else to the text of the URL. */
export function addParameters(
  room: Room,
  texts: readonly TextQuery[],
  accept: ReadonlySet<string>,
  context: QueryContext,
): void {
  const { draft, request } = room;
  const missing: string[] = [];
  for (const [name, { value, note: code }] of Object.entries(draft.rule.query.add)) {
    if (accept.has(code)) continue;
    const site = siteWithRoom(context.sites);
    if (site?.add) site.add(name, value);
    else missing.push(`${name}=${value}`);
  }
  if (missing.length === 0) return;
  if (request.queries.length === 0 || request.client.textQuery === 'kept')
    addToText(texts, missing.join('&'), room);
  else blockNoRoom(room, missing.join('&'));
}

/** `move`: where the call is written anew, in place of what it shares with others. */
type Room = { request: Request; matched: Matched; draft: Draft; move: Move | undefined };

/** Puts parameters into the URL text: behind the `?` where there always is one, else behind the path. */
function addToText(texts: readonly TextQuery[], param: string, room: Room): void {
  if (texts.some(({ match }) => match.template.some(isPathOnly))) return blockNoRoom(room, param);
  const isAlwaysMarked = texts.every(({ hasMark, rest }) => hasMark && isOwnText(rest[0]));
  for (const text of texts) {
    const [mark] = text.rest;
    if (mark && isText(mark) && isClosed(mark, param, room)) return;
    if (isAlwaysMarked && mark && isText(mark)) {
      const isLast = flatText(text.rest) === '?' || text.isEmptied();
      editAt(room.draft, mark.node, mark.start + 1, mark.start + 1, isLast ? param : `${param}&`);
      continue;
    }
    if (text.hasMark && !joinMark(mark, param, room)) return;
    insertBehindPath(text.match, `?${param}`, texts.length, room);
  }
}

/** Whether what follows the path is sent by others too; then a blocker says so. */
function isClosed(mark: TextPart, param: string, room: Room): boolean {
  const { request, matched, draft } = room;
  if (frameAround(mark.node, request.frame) && !isAlone(mark, room)) {
    blockNoRoom(room, param);
    return true;
  }
  const other =
    findForeignUse(stringExpression(mark.node), draft.workspace, matched) ??
    findStrangerAround(mark.node, request.frame, draft.workspace, matched);
  if (other) block(draft, 'shared-query', other, { name: excerpt(stringExpression(mark.node)) });
  return other !== undefined;
}

/** `?` becomes `&`, for a parameter that is put before it. */
function joinMark(mark: Template[number] | undefined, param: string, room: Room): boolean {
  const isOwn = mark !== undefined && isText(mark) && mark.start >= 0;
  if (isOwn) editAt(room.draft, mark.node, mark.start, mark.start + 1, '&');
  else blockNoRoom(room, param);
  return isOwn;
}

/** Whether a piece of text is sent by one call only, however many functions it goes through. */
const isAlone = (part: TextPart, { matched, draft }: Room): boolean =>
  countMatches(stringExpression(part.node), draft.workspace, matched) === 1;

const blockNoRoom = ({ request, draft }: Room, param: string): void =>
  block(draft, 'no-room-for-parameter', request.call, {
    name: param,
    note: draft.rule.query.add[param.split('=')[0] ?? '']?.note ?? '',
  });

const isOwnText = (part: Template[number] | undefined): boolean =>
  part !== undefined && isText(part) && part.start >= 0;

/** At the end of the path where that text is for this call alone, else at the call. */
function insertBehindPath(match: Match, text: string, alternatives: number, room: Room): void {
  const { request, draft } = room;
  const last = partAt(match.template, match.tail.end - 1);
  const part = last?.part;
  const isPlain =
    part &&
    isText(part) &&
    part.start >= 0 &&
    !room.move?.isMoved(part) &&
    (isSplitAtBase(match, request, draft) || !goesAsWhole(part.node, match, draft));
  if (isPlain && isAlone(part, room)) {
    return editAt(draft, part.node, part.start + last.inside + 1, part.start + last.inside + 1, text);
  }
  if (room.move?.insert(match.tail.end, text) || room.move?.insert(match.tail.start, text)) return;
  const { node, frame } = outermostUrl(request.url, request.frame, draft);
  // A `URL` brings what was set on it, and a `Request` is no text: nothing can be put behind them.
  const isObject = match.template.some(({ via }) => via !== undefined);
  if (isObject || alternatives > 1 || frameAround(node, frame)) return blockNoRoom(room, text.slice(1));
  appendToUrl(node, text, match, draft);
}

/** The URL as the call that is looked into hands it on: `read(paths.join('/'))`. */
function outermostUrl(
  node: ts.Expression,
  frame: Frame | undefined,
  draft: Draft,
): { node: ts.Expression; frame: Frame | undefined } {
  const name = unwrap(node);
  const parameter = frame && symbolAt(draft.workspace, name)?.valueDeclaration;
  const isGiven = parameter && ts.isParameter(parameter) && parameter.parent === frame.fn;
  const context = { workspace: draft.workspace, frame, depth: 0 };
  if (!isGiven || isAssigned(parameter.name, context)) return { node, frame };
  const given = givenTo(parameter, context);
  return given === undefined || given === 'absent'
    ? { node, frame }
    : outermostUrl(given.node, given.frame, draft);
}

/** `fetch(API.images)` → `` fetch(`${API.images}?…`) ``. */
function appendToUrl(url: ts.Expression, text: string, match: Match, draft: Draft): void {
  const inner = unwrap(url);
  const isWhole = flatText(match.template).length === match.end;
  if (ts.isTemplateExpression(inner)) {
    const span =
      inner.templateSpans.find(candidate => !isWhole && /^[?#]/.test(candidate.literal.text)) ??
      inner.templateSpans.at(-1);
    if (span && (isWhole ? span.literal.text === '' : true))
      return editAt(draft, span.literal, span.literal.getStart() + 1, span.literal.getStart() + 1, text);
  }
  if (!isWhole && ts.isBinaryExpression(inner)) return insertIntoSum(inner, text, draft);
  const isSimple =
    ts.isIdentifier(inner) ||
    ts.isPropertyAccessExpression(inner) ||
    ts.isElementAccessExpression(inner) ||
    ts.isCallExpression(inner);
  if (!isSimple || !isWhole) {
    insertBefore(draft, url, '(');
    return insertAfter(draft, url, `) + '${text}'`);
  }
  insertBefore(draft, url, '`${');
  insertAfter(draft, url, `}${text}\``);
}

/** `PATH + '?limit=5'`: between the two. */
function insertIntoSum(sum: ts.BinaryExpression, text: string, draft: Draft): void {
  const right = unwrap(sum.right);
  if (ts.isBinaryExpression(sum.left) && !ts.isStringLiteralLike(right))
    return insertIntoSum(sum.left, text, draft);
  insertAfter(draft, sum.left, ` + '${text}'`);
}
