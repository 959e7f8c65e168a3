import type { Edit, Span } from '../../finding.ts';
import type { Component } from './component.ts';
import type { Chunk } from './template-code.ts';

/** The components of a workspace by path. */
export type Components = ReadonlyMap<string, Component>;

/** The place in the original; for what is generated around a copy, the first copy in it, or the one before it. */
export function originalSpan(span: Span, components: Components): Span {
  const component = components.get(span.file);
  if (!component || span.start < component.length) return span;
  const { chunks } = component;
  const inside = chunks.find(chunk => chunk.at < span.end && span.start < endOf(chunk));
  const chunk = inside ?? chunks.findLast(one => one.at <= span.start) ?? chunks[0];
  if (!chunk) return { file: span.file, start: 0, end: 0 };
  const offset = chunk.start - chunk.at;
  const start = inside ? Math.max(span.start, chunk.at) : chunk.at;
  const end = inside ? Math.min(span.end, endOf(chunk)) : endOf(chunk);
  return { file: chunk.file, start: start + offset, end: end + offset };
}

const endOf = ({ at, start, end }: Chunk): number => at + end - start;

/** The edit in the original; undefined where more than a copied expression would have to change. */
export function originalEdit(edit: Edit, components: Components): Edit | undefined {
  const component = components.get(edit.file);
  if (!component || edit.end <= component.length) return edit;
  const chunk = component.chunks.find(one => one.at - 1 <= edit.start && edit.end <= endOf(one) + 2);
  const inside = chunk && withoutParentheses(edit, chunk, component.code);
  const text = chunk && requote(edit.text, chunk.forbidden);
  if (!chunk || !inside || text === undefined) return undefined;
  const offset = chunk.start - chunk.at;
  return { file: chunk.file, start: inside.start + offset, end: inside.end + offset, text };
}

const OPENED: ReadonlySet<string> = new Set(['', '(']);
const CLOSED: ReadonlySet<string> = new Set(['', ')', '\n)']);

/** The parentheses that were put around a copied expression are not in the original. */
function withoutParentheses(
  { start, end }: Edit,
  chunk: Chunk,
  code: string,
): { start: number; end: number } | undefined {
  const before = code.slice(start, chunk.at);
  const behind = code.slice(endOf(chunk), end);
  if (!OPENED.has(before) || !CLOSED.has(behind)) return undefined;
  const from = Math.max(start, chunk.at);
  return { start: from, end: Math.max(from, Math.min(end, endOf(chunk))) };
}

/** The text with quotes that may stand there; what was copied from there has none of the others. */
function requote(text: string, forbidden: string): string | undefined {
  const swapped = [
    ["'", '"'],
    ['"', "'"],
  ].reduce((all, [from = '', to = '']) => (forbidden.includes(from) ? all.replaceAll(from, to) : all), text);
  return [...forbidden].some(char => swapped.includes(char)) || swapped.includes('__gs_')
    ? undefined
    : swapped;
}
