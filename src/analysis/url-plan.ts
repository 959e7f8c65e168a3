import { ts } from 'ts-morph';
import { addStep, block, type Draft, editAt, insertAfter, insertBefore, note } from './draft.ts';
import { type Match, pathShape } from './match.ts';
import type { QueryContext } from './query.ts';
import { chainedQueries } from './query-chain.ts';
import { guardSite } from './query-guard.ts';
import { applyQueryTable, siteWithRoom } from './query-plan.ts';
import { readDoubtful, readQuery } from './query-sites.ts';
import { deleteRange, readQueryText } from './query-text.ts';
import { readUrlObjects } from './query-url.ts';
import type { Request } from './request.ts';
import {
  countMatches,
  findForeignUse,
  findStrangeCaller,
  findStrangerAround,
  frameAround,
  type Matched,
  stringExpression,
} from './sharing.ts';
import { excerpt, unwrap } from './syntax.ts';
import { flatText, isText, partAt, slice, type Template, type TextPart } from './template.ts';

/** Plans what changes in the URL and the query of one request. */
export function planRequest(
  request: Request,
  matches: readonly Match[],
  accept: ReadonlySet<string>,
  matched: Matched,
  draft: Draft,
): void {
  for (const match of matches) planPath(match, request, matched, draft);
  const context: QueryContext = { draft, frame: request.frame, coerces: false, seen: new Set(), sites: [] };
  const texts = matches.map(match => readTextQuery(match, context));
  readUrlObjects(request.url, context);
  for (const { node, frame } of request.queries) readQuery(node, { ...context, frame });
  for (const literal of request.doubtful) readDoubtful(literal, context);
  for (const node of chainedQueries(request.call, draft.workspace)) readQuery(node, context);
  context.sites = context.sites.map(site => guardSite(site, request, matched, draft));
  addParameters(request, matches, texts, accept, matched, context);
  applyQueryTable(context);
  for (const site of context.sites) site.finish?.();
}

/** The version becomes that of the replacement, the segments that it lacks go. */
export function planPath(match: Match, request: Request, matched: Matched, draft: Draft): void {
  const { version, added } = pathShape(draft.rule);
  const parts = slice(match.template, match.version.start, match.version.end);
  addStep(
    draft,
    'path',
    nodeAt(parts[0], request),
    flatText(slice(match.template, match.version.start, match.end)),
  );
  for (const part of [...parts, ...slice(match.template, match.tail.start, match.tail.end)]) {
    if (isText(part) && part.start >= 0) checkShared(part, request, matched, draft);
  }
  replaceVersion(parts, match.version.text, version, draft);
  if (added.length === 0) removeTail(match, draft);
}

const nodeAt = (part: Template[number] | undefined, request: Request): ts.Node =>
  part === undefined ? request.url : isText(part) ? part.node : part.hole;

function replaceVersion(parts: Template, from: string, to: string, draft: Draft): void {
  const [only] = parts;
  if (parts.length === 1 && only && isText(only) && only.start >= 0)
    return editAt(draft, only.node, only.start, only.start + only.text.length, to);
  // Written in pieces, like `v${MAJOR}.${MINOR}`: what both versions begin with stays where it is.
  let rest = to;
  let isFirstChange = true;
  for (const part of parts) {
    if (!isText(part)) return;
    if (isFirstChange && rest.startsWith(part.text)) {
      rest = rest.slice(part.text.length);
      continue;
    }
    if (part.start < 0) return block(draft, 'split-text', part.node, { text: excerpt(part.node) });
    editAt(draft, part.node, part.start, part.start + part.text.length, isFirstChange ? rest : '');
    isFirstChange = false;
  }
  void from;
}

function removeTail(match: Match, draft: Draft): void {
  const context: QueryContext = { draft, frame: undefined, coerces: false, seen: new Set(), sites: [] };
  for (const part of slice(match.template, match.tail.start, match.tail.end)) {
    if (!isText(part)) continue;
    if (part.start < 0) continue;
    if (!removeOperand(part, draft)) deleteRange([part], 0, part.text.length, context);
  }
  const glued = slice(match.template, match.tail.start, match.tail.end).filter(
    part => isText(part) && part.start < 0 && part.text !== '/',
  );
  for (const part of glued)
    if (isText(part)) block(draft, 'split-text', part.node, { text: excerpt(part.node) });
}

/** A literal that becomes empty goes with its comma or its `+`. */
function removeOperand(part: TextPart, draft: Draft): boolean {
  const { node } = part;
  if (!ts.isStringLiteralLike(node) || node.text !== part.text) return false;
  const parent = node.parent;
  if (ts.isArrayLiteralExpression(parent)) {
    draft.lists.push({
      file: draft.workspace.pathOf(node),
      owner: parent,
      elements: parent.elements,
      remove: node,
    });
    return true;
  }
  if (ts.isCallExpression(parent) && parent.arguments.length > 1 && parent.arguments.includes(node)) {
    draft.lists.push({
      file: draft.workspace.pathOf(node),
      owner: parent,
      elements: parent.arguments,
      remove: node,
    });
    return true;
  }
  if (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    parent.right === node
  ) {
    editAt(draft, node, parent.left.getEnd(), node.getEnd(), '');
    return true;
  }
  return false;
}

/** Text that other code sees too, or that stands in a function with other callers, must stay. */
function checkShared(part: TextPart, request: Request, matched: Matched, draft: Draft): void {
  const expression = stringExpression(part.node);
  const around = frameAround(part.node, request.frame);
  if (around && around.fn !== undefined) {
    const callers = countMatches(expression, draft.workspace, matched);
    if (callers !== 1) block(draft, 'shared-constant', around.call, { name: excerpt(part.node) });
  }
  const foreign =
    findForeignUse(expression, draft.workspace, matched) ??
    findStrangeCaller(expression, request, draft.workspace, matched);
  if (foreign) {
    block(draft, 'shared-constant', foreign, { name: excerpt(part.node) });
    addStep(draft, 'pass', foreign, excerpt(foreign));
  }
}

type TextQuery = { match: Match; rest: Template; hasMark: boolean };

/** The query behind the path, as far as it is in the URL text. */
function readTextQuery(match: Match, context: QueryContext): TextQuery {
  const rest = slice(match.template, match.end, flatText(match.template).length);
  const text = flatText(rest);
  const hasMark = text.startsWith('?');
  const end = text.includes('#') ? text.indexOf('#') : text.length;
  if (hasMark) context.sites.push({ ...readQueryText(slice(rest, 1, end), context), isUrl: true });
  else if (end > 0) {
    const hole = rest.find(part => !isText(part));
    if (hole && !isText(hole)) block(context.draft, 'opaque-query', hole.hole, { text: excerpt(hole.hole) });
  }
  return { match, rest, hasMark };
}

function addParameters(
  request: Request,
  matches: readonly Match[],
  texts: readonly TextQuery[],
  accept: ReadonlySet<string>,
  matched: Matched,
  context: QueryContext,
): void {
  const { draft } = context;
  for (const [name, { value, note: code }] of Object.entries(draft.rule.query.add)) {
    if (accept.has(code)) continue;
    note(draft, code, request.call);
    const site = siteWithRoom(context.sites);
    if (site?.add) site.add(name, value);
    else if (request.queries.length === 0 || request.client.textQuery === 'kept')
      addToText(request, matches, texts, `${name}=${value}`, matched, draft);
    else blockNoRoom(request, `${name}=${value}`, draft);
  }
}

/** Puts a parameter into the URL text: behind the `?` where there always is one, else behind the path. */
function addToText(
  request: Request,
  matches: readonly Match[],
  texts: readonly TextQuery[],
  param: string,
  matched: Matched,
  draft: Draft,
): void {
  const isAlwaysMarked = texts.every(({ hasMark, rest }) => hasMark && isOwnText(rest[0]));
  for (const { match, rest, hasMark } of texts) {
    const [mark] = rest;
    if (mark && isText(mark) && frameAround(mark.node, request.frame) && !isAlone(mark, matched, draft))
      return blockNoRoom(request, param, draft);
    const other = mark && isText(mark) ? findElsewhere(mark, request, matched, draft) : undefined;
    if (other) return block(draft, 'shared-query', other, { name: excerpt((mark as TextPart).node) });
    if (isAlwaysMarked && mark && isText(mark)) {
      const isLast = flatText(rest) === '?';
      editAt(draft, mark.node, mark.start + 1, mark.start + 1, isLast ? param : `${param}&`);
      continue;
    }
    if (hasMark && mark && isText(mark) && mark.start >= 0)
      editAt(draft, mark.node, mark.start, mark.start + 1, '&');
    else if (hasMark) return blockNoRoom(request, param, draft);
    insertBehindPath(match, request, `?${param}`, matches.length, matched, draft);
  }
}

/** Another request that is sent with a piece of text. */
function findElsewhere(
  { node }: TextPart,
  { frame }: Request,
  matched: Matched,
  { workspace }: Draft,
): ts.Node | undefined {
  return (
    findForeignUse(stringExpression(node), workspace, matched) ??
    findStrangerAround(node, frame, workspace, matched)
  );
}

/** Whether a piece of text is sent by one call only, however many functions it goes through. */
const isAlone = (part: TextPart, matched: Matched, { workspace }: Draft): boolean =>
  countMatches(stringExpression(part.node), workspace, matched) === 1;

const blockNoRoom = (request: Request, param: string, draft: Draft): void =>
  block(draft, 'no-room-for-parameter', request.call, {
    name: param,
    note: draft.rule.query.add[param.split('=')[0] ?? '']?.note ?? '',
  });

const isOwnText = (part: Template[number] | undefined): boolean =>
  part !== undefined && isText(part) && part.start >= 0;

/** At the end of the path where that text is for this call alone, else at the call. */
function insertBehindPath(
  match: Match,
  request: Request,
  text: string,
  alternatives: number,
  matched: Matched,
  draft: Draft,
): void {
  const last = partAt(match.template, match.tail.end - 1);
  const part = last?.part;
  const isPlain = part && isText(part) && part.start >= 0 && !isWholeOperand(part);
  if (isPlain && isAlone(part, matched, draft)) {
    return editAt(draft, part.node, part.start + last.inside + 1, part.start + last.inside + 1, text);
  }
  if (alternatives > 1 || frameAround(request.url, request.frame))
    return blockNoRoom(request, text.slice(1), draft);
  appendToUrl(request.url, text, match, draft);
}

/** A literal that will be taken out as a whole has no place for more text. */
function isWholeOperand(part: TextPart): boolean {
  const { node } = part;
  const parent = node.parent;
  const isListed =
    ts.isArrayLiteralExpression(parent) || ts.isCallExpression(parent) || ts.isBinaryExpression(parent);
  return isListed && ts.isStringLiteralLike(node) && node.text.replace(/^\//, '') === 'detail';
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
