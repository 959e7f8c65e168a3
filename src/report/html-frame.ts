import { chooseLines, type Mark } from './code-frame.ts';
import { html, tag } from './html-text.ts';
import type { Lines } from './lines.ts';

/** Longer lines are cut around the first mark. */
const LONGEST = 400;
const BEFORE = 80;

/** Source lines with their numbers; what is marked is marked in the text. */
export function renderHtmlFrame(lines: Lines, marks: readonly Mark[], label: string): string {
  const rows = chooseLines(lines, marks).map(row => {
    if (row === 'gap') return tag('span', { class: 'gap' }, '…');
    const own = marks[0]?.region;
    const isOwn = own !== undefined && row >= own.line && row <= own.endLine;
    return tag(
      'span',
      { class: isOwn ? 'line own' : 'line' },
      tag('span', { class: 'number' }, String(row)),
      renderLine(lines.textOf(row), rangesOn(row, marks)),
    );
  });
  return tag('pre', { class: 'frame', tabindex: 0, 'aria-label': label }, tag('code', {}, rows.join('\n')));
}

type Range = { from: number; to: number; mark: Mark; isFirst: boolean };

/** The marks on a line, as offsets in it, in order. */
function rangesOn(line: number, marks: readonly Mark[]): Range[] {
  return marks
    .map((mark, index) => {
      const { line: first, column, endLine, endColumn } = mark.region;
      const from = first === line ? column - 1 : 0;
      const to = endLine === line ? endColumn - 1 : Number.POSITIVE_INFINITY;
      return { from, to, mark, isFirst: index === 0, isHere: first <= line && line <= endLine };
    })
    .filter(({ isHere }) => isHere)
    .sort((a, b) => a.from - b.from || Number(b.isFirst) - Number(a.isFirst));
}

/** Cuts a line where marks begin and end, so that marks within each other need no nesting. */
function renderLine(text: string, ranges: readonly Range[]): string {
  const indent = text.length - text.trimStart().length;
  const start = text.length > LONGEST ? Math.max((ranges[0]?.from ?? 0) - BEFORE, 0) : 0;
  const end = text.length > LONGEST ? Math.min(start + LONGEST, text.length) : text.length;
  const stops = ranges.flatMap(({ from, to }) => [Math.max(from, indent), to]);
  const cuts = [...new Set([start, end, ...stops.filter(stop => stop > start && stop < end)])];
  const parts = cuts
    .sort((a, b) => a - b)
    .slice(0, -1)
    .map((from, index, all) => {
      const to = all[index + 1] ?? end;
      return renderPart(text.slice(from, to), coverOf(ranges, Math.max(from, start), to, indent));
    });
  return `${start > 0 ? '…' : ''}${parts.join('')}${end < text.length ? '…' : ''}`;
}

/** The marks that cover a part of a line. The indentation of a long call is not marked. */
const coverOf = (ranges: readonly Range[], from: number, to: number, indent: number): Range[] =>
  ranges.filter(range => Math.max(range.from, indent) <= from && range.to >= to && from >= indent);

function renderPart(text: string, cover: readonly Range[]): string {
  if (cover.length === 0) return html(text);
  const labels = [...new Set(cover.flatMap(({ mark }) => (mark.label === undefined ? [] : [mark.label])))];
  const isReason = labels.length > 0;
  return tag(
    'mark',
    { class: isReason ? 'reason' : undefined, title: isReason ? labels.join(', ') : undefined },
    html(text),
  );
}
