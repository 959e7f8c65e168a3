import { ts } from 'ts-morph';
import { excerpt, stringExpression } from '../code/syntax.ts';
import { block, editAt } from '../edits/draft.ts';
import { flatText, HOLE, isText, type Part, partAt, slice, type Template } from '../fold/template.ts';
import type { Param, ParamSite, QueryContext } from './query.ts';
import { readQuery } from './sites.ts';
import { readWalk } from './walk.ts';

type Segment = { start: number; end: number; equals: number; isRemoved: boolean };

/**
 * Reads the parameters of a query that is written as text: `limit=5&name=${x}`. Offsets count the flat text of the
 * template. A segment that is one hole is read by what the hole is built with.
 */
export function readQueryText(query: Template, context: QueryContext): ParamSite {
  const text = flatText(query);
  const segments = splitSegments(text);
  const params: Param[] = [];
  for (const segment of segments) {
    const name = text.slice(segment.start, segment.equals);
    if (name === HOLE && segment.equals === segment.end) readHole(query, segment, context);
    else if (name.includes(HOLE)) readMixedName(query, segment, context);
    else if (name !== '') params.push(textParam(query, segment, text, context));
  }
  dropRepeated(params);
  const first = query.find(isText);
  return {
    node: first?.node ?? nodeOf(query[0]) ?? (context.draft.workspace.files.values().next().value as ts.Node),
    roots: [...new Set(query.filter(isText).map(part => stringExpression(part.node)))],
    params,
    addToText:
      first && first === query[0] && first.start >= 0
        ? (name, value) => {
            const isLast = segments.every(({ isRemoved, start, end }) => isRemoved || start === end);
            editAt(
              context.draft,
              first.node,
              first.start,
              first.start,
              `${name}=${value}${isLast ? '' : '&'}`,
            );
          }
        : undefined,
    isEmptied: () => segments.every(({ isRemoved }) => isRemoved),
    finish: () => removeSegments(query, segments, context),
  };
}

const nodeOf = (part: Part | undefined): ts.Node | undefined =>
  part && (isText(part) ? part.node : part.hole);

function splitSegments(text: string): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (const segment of text.split('&')) {
    const end = start + segment.length;
    const equals = segment.indexOf('=');
    segments.push({ start, end, equals: equals < 0 ? end : start + equals, isRemoved: false });
    start = end + 1;
  }
  return segments;
}

function readHole(query: Template, segment: Segment, context: QueryContext): void {
  const found = partAt(query, segment.start);
  if (found && !isText(found.part)) readQuery(found.part.hole, { ...context, frame: found.part.frame });
}

function readMixedName(query: Template, segment: Segment, context: QueryContext): void {
  const { draft } = context;
  const [hole, ...more] = slice(query, segment.start, segment.equals).filter(
    part => !isText(part) || part.text,
  );
  if (hole && !isText(hole) && more.length === 0 && readWalk(hole.hole, { ...context, frame: hole.frame }))
    return;
  const node = nodeOf(hole);
  if (node) block(draft, 'dynamic-name', node, { text: excerpt(node) });
}

/** v1.1 takes the last of repeated parameters, v2 does not. */
function dropRepeated(params: readonly Param[]): void {
  for (const [index, param] of params.entries()) {
    if (params.slice(index + 1).some(later => later.name === param.name)) param.remove();
  }
}

function textParam(query: Template, segment: Segment, text: string, context: QueryContext): Param {
  const value = text.slice(segment.equals + 1, segment.end);
  const node = nodeOf(partAt(query, segment.start)?.part) as ts.Node;
  const hole = slice(query, segment.equals + 1, segment.end).find(part => !isText(part));
  const written = text.slice(segment.start, segment.equals);
  const own = decode(written);
  return {
    name: own,
    literal: value.includes(HOLE) ? undefined : decode(value),
    value: hole && !isText(hole) ? hole.hole : undefined,
    node,
    remove: () => {
      segment.isRemoved = true;
    },
    change: (name, prefix) =>
      replaceText(
        query,
        segment.start,
        Math.min(segment.equals + 1, segment.end),
        `${own === written ? name : encodeURIComponent(name)}=${prefix}`,
        context,
      ),
    setValue: next => replaceText(query, segment.equals + 1, segment.end, next, context),
  };
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A lone % is no escape: servers take it as it stands.
    return text;
  }
};

/** Replaces a stretch that must stand letter for letter in one literal; else a blocker says so. */
function replaceText(
  template: Template,
  start: number,
  end: number,
  text: string,
  { draft }: QueryContext,
): void {
  const parts = slice(template, start, end);
  const [part] = parts;
  if (parts.length === 1 && part && isText(part) && part.start >= 0)
    return editAt(draft, part.node, part.start, part.start + part.text.length, text);
  const node = nodeOf(part);
  if (node) block(draft, 'split-text', node, { text: excerpt(node) });
}

/** Takes removed segments out, each with one `&`. */
function removeSegments(query: Template, segments: readonly Segment[], context: QueryContext): void {
  for (let from = 0; from < segments.length; from++) {
    if (!segments[from]?.isRemoved) continue;
    let to = from;
    while (segments[to + 1]?.isRemoved) to++;
    const first = segments[from] as Segment;
    const last = segments[to] as Segment;
    const isHead = from === 0;
    const next = segments[to + 1];
    deleteRange(
      query,
      isHead ? first.start : first.start - 1,
      isHead && next ? next.start : last.end,
      context,
    );
    from = to;
  }
}

/** Deletes a stretch that may run over holes and literals. */
export function deleteRange(template: Template, start: number, end: number, context: QueryContext): void {
  for (const part of slice(template, start, end)) {
    if (!isText(part)) deleteHole(part.hole, context);
    else if (ts.isNumericLiteral(part.node)) deleteHole(part.node, context);
    else if (part.start >= 0) editAt(context.draft, part.node, part.start, part.start + part.text.length, '');
    else block(context.draft, 'split-text', part.node, { text: excerpt(part.node) });
  }
}

/** A hole goes with its braces, or with its `+`. */
function deleteHole(hole: ts.Expression, { draft }: QueryContext): void {
  const parent = hole.parent;
  if (ts.isTemplateSpan(parent))
    return editAt(draft, hole, parent.getFullStart() - 2, parent.literal.getStart() + 1, '');
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    if (parent.right === hole) return editAt(draft, hole, parent.left.getEnd(), hole.getEnd(), '');
    return editAt(draft, hole, hole.getStart(), parent.right.getStart(), '');
  }
  block(draft, 'split-text', hole, { text: excerpt(hole) });
}
