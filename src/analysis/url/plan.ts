import { queryHooksOf } from '../answer/hooks.ts';
import { isSometimesRun } from '../code/conditions.ts';
import { excerpt } from '../code/syntax.ts';
import { block, createDraft, type Draft } from '../edits/draft.ts';
import type { Match } from '../fold/match.ts';
import { flatText, isText, slice } from '../fold/template.ts';
import { chainedQueries } from '../query/chain.ts';
import { readChoice, readSometimes } from '../query/choice.ts';
import { applyQueryTable, isKnownParameter } from '../query/plan.ts';
import { isSentUnlessEmpty } from '../query/presence.ts';
import { type QueryContext, queryContext } from '../query/query.ts';
import { readQuery } from '../query/sites.ts';
import { readQueryText } from '../query/text.ts';
import { readUrlObjects } from '../query/url.ts';
import type { Request } from '../request/request.ts';
import { type Move, planMove } from './move.ts';
import { planPath } from './path.ts';
import { guardSite } from './query-guard.ts';
import { addParameters, noteAdded, type TextQuery } from './room.ts';
import type { Matched } from './sharing.ts';

/** Plans what changes in the URL and the query of one request. */
export function planRequest(
  request: Request,
  found: readonly Match[],
  accept: ReadonlySet<string>,
  matched: Matched,
  draft: Draft,
): void {
  const move = planPaths(found, request, matched, draft);
  const matches = move ? [move.match] : found;
  const context = queryContext(draft, request.frame);
  const texts: TextQuery[] = [];
  const readers = matches.map(match => () => texts.push(readTextQuery(match, context)));
  if (isSentUnlessEmpty(matches, draft.workspace)) for (const read of readers) read();
  else readChoice(request.url, readers, context);
  readUrlObjects(found, context);
  for (const query of [...request.queries, ...doubtfulQueries(request, draft)]) readSlot(query, context);
  for (const { node, frame } of chainedQueries(request, draft.workspace)) {
    const read = () => readQuery(node, { ...context, frame });
    if (isSometimesRun(node, request.call)) readSometimes(context, read);
    else read();
  }
  for (const hook of queryHooksOf(request, draft.workspace))
    block(draft, 'opaque-query', hook, { text: excerpt(hook) });
  context.sites = context.sites.map(site => guardSite(site, request, matched, draft));
  noteAdded(request, draft, accept);
  applyQueryTable(context);
  addParameters({ request, matched, draft, move }, texts, accept, context);
  for (const site of context.sites) site.finish?.();
  move?.finish(draft);
}

/** Objects that are the query where every key is a parameter; else nobody knows what is in them. */
export const doubtfulQueries = ({ doubtful }: Request, { rule }: Draft): Request['queries'] =>
  doubtful.map(({ names, ...slot }) =>
    names.every(name => isKnownParameter(name, rule)) ? slot : { ...slot, isOptions: true },
  );

/** Options that something else may be in than what was read may hold a query. */
function readSlot(
  { node, frame, isOptions, isSometimes }: Request['queries'][number],
  context: QueryContext,
): void {
  if (isOptions) return block(context.draft, 'opaque-query', node, { text: excerpt(node) });
  // The sites are put into the same list.
  const read = () => readQuery(node, { ...context, frame });
  if (isSometimes) readSometimes(context, read);
  else read();
}

/** What stands against a change where the path is written, and not against writing it anew at the call. */
const AT_ITS_PLACE: ReadonlySet<string> = new Set(['shared-constant', 'split-text']);

/**
 * Changes the path where it is written; where other endpoints need what is written there, or it is put together from
 * pieces that have no room for it, the call alone moves.
 */
function planPaths(
  matches: readonly Match[],
  request: Request,
  matched: Matched,
  draft: Draft,
): Move | undefined {
  const usual = createDraft(draft.workspace, draft.rule);
  for (const match of matches) planPath(match, request, matched, usual);
  const isHeld = usual.blockers.some(({ code }) => AT_ITS_PLACE.has(code));
  const moved = createDraft(draft.workspace, draft.rule);
  const move = isHeld ? planMove(request, matches, matched, moved) : undefined;
  if (move) planPath(move.match, request, matched, moved, move.isMoved);
  const isPossible = move !== undefined && moved.blockers.length === 0;
  const chosen = isPossible ? moved : usual;
  draft.edits.push(...chosen.edits);
  draft.lists.push(...chosen.lists);
  draft.blockers.push(...chosen.blockers);
  draft.steps.push(...chosen.steps);
  return isPossible ? move : undefined;
}

/** The query behind the path, as far as it is in the URL text. */
function readTextQuery(match: Match, context: QueryContext): TextQuery {
  const rest = slice(match.template, match.end, flatText(match.template).length);
  const text = flatText(rest);
  const hasMark = text.startsWith('?');
  const end = text.includes('#') ? text.indexOf('#') : text.length;
  const site = hasMark ? readQueryText(slice(rest, 1, end), context) : undefined;
  if (site) context.sites.push({ ...site, isUrl: true });
  else if (end > 0) {
    const hole = rest.find(part => !isText(part));
    if (hole && !isText(hole)) block(context.draft, 'opaque-query', hole.hole, { text: excerpt(hole.hole) });
  }
  return { match, rest, hasMark, isEmptied: () => site?.isEmptied?.() ?? false };
}
