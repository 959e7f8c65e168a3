import { ts } from 'ts-morph';
import { addStep, block, type Draft, editAt } from './draft.ts';
import { type Match, pathShape } from './match.ts';
import type { QueryContext } from './query.ts';
import { chainedQueries } from './query-chain.ts';
import { guardSite } from './query-guard.ts';
import { applyQueryTable } from './query-plan.ts';
import { readDoubtful, readQuery } from './query-sites.ts';
import { deleteRange, readQueryText } from './query-text.ts';
import { readUrlObjects } from './query-url.ts';
import type { Request } from './request.ts';
import {
  countMatches,
  findForeignUse,
  findStrangeCaller,
  frameAround,
  type Matched,
  stringExpression,
} from './sharing.ts';
import { excerpt } from './syntax.ts';
import { flatText, isText, partAt, slice, type Template, type TextPart } from './template.ts';
import { addParameters, type TextQuery } from './url-room.ts';

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
  addParameters(request, texts, accept, matched, context);
  applyQueryTable(context);
  for (const site of context.sites) site.finish?.();
}

/** The version becomes that of the replacement, the last segments become its own, or go. */
export function planPath(match: Match, request: Request, matched: Matched, draft: Draft): void {
  const { version, added } = pathShape(draft.rule);
  const parts = slice(match.template, match.version.start, match.version.end);
  addStep(
    draft,
    'path',
    nodeAt(parts[0], request),
    flatText(slice(match.template, match.version.start, match.end)),
  );
  const tail = slice(match.template, match.tail.start, match.tail.end);
  const end = partAt(match.template, match.tail.start - 1);
  const changed = [...parts, ...tail, ...(added.length > 0 && tail.length === 0 && end ? [end.part] : [])];
  for (const part of changed) {
    if (isText(part) && part.start >= 0) checkShared(part, request, matched, draft);
  }
  replaceVersion(parts, version, draft);
  if (added.length === 0) removeTail(tail, draft);
  else if (tail.length > 0) replaceTail(tail, added, draft);
  else if (end) insertTail(end, added, draft);
}

const nodeAt = (part: Template[number] | undefined, request: Request): ts.Node =>
  part === undefined ? request.url : isText(part) ? part.node : part.hole;

function replaceVersion(parts: Template, to: string, draft: Draft): void {
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
}

function removeTail(tail: Template, draft: Draft): void {
  const context: QueryContext = { draft, frame: undefined, coerces: false, seen: new Set(), sites: [] };
  for (const part of ownTexts(tail, draft)) {
    if (!removeOperand(part, draft)) deleteRange([part], 0, part.text.length, context);
  }
}

/** The parts that stand in the source as they are; any other text than the slash of a `join` is a blocker. */
function ownTexts(tail: Template, draft: Draft): TextPart[] {
  const texts = tail.filter(isText);
  for (const { start, text, node } of texts)
    if (start < 0 && text !== '/') block(draft, 'split-text', node, { text: excerpt(node) });
  return texts.filter(({ start }) => start >= 0);
}

function replaceTail(tail: Template, added: readonly string[], draft: Draft): void {
  const [only, ...others] = ownTexts(tail, draft);
  if (!only) return;
  for (const { node } of others) block(draft, 'split-text', node, { text: excerpt(node) });
  const text = `${only.text.startsWith('/') ? '/' : ''}${added.join('/')}`;
  editAt(draft, only.node, only.start, only.start + only.text.length, text);
}

function insertTail(
  { part, inside }: { part: Template[number]; inside: number },
  added: readonly string[],
  draft: Draft,
): void {
  if (!isText(part)) return;
  if (part.start < 0) return block(draft, 'split-text', part.node, { text: excerpt(part.node) });
  const at = part.start + inside + 1;
  editAt(draft, part.node, at, at, `/${added.join('/')}`);
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
