import { cellsOf } from './cells.ts';
import type { Lines, Region } from './lines.ts';

/** A range of a file that a frame points at. The first mark is what the frame is about. */
export type Mark = { region: Region; sign: '^' | '-'; label?: string };

/** Where a frame leaves lines out. */
const GAP = 'gap';

/** The lines of a mark that is longer than this are not all shown. */
const LONGEST = 7;

export type FrameOptions = {
  /** Columns; longer lines are cut around what is marked. */
  width: number;
  paint: (style: 'gutter' | 'mark' | 'aside', text: string) => string;
};

/** Numbers of the lines that a frame shows, in order: those of the marks, and one around the first mark. */
export function chooseLines(lines: Lines, marks: readonly Mark[]): (number | typeof GAP)[] {
  const chosen = new Set(marks.flatMap(({ region }, index) => linesFor(lines, region, index === 0)));
  return [...chosen].sort((a, b) => a - b).flatMap((line, index, all) => fillGap(line, all[index - 1]));
}

/** The lines of a mark, of a long one the first and the last ones only; and where wanted what stands around it. */
function linesFor(lines: Lines, region: Region, hasContext: boolean): number[] {
  const first = region.line;
  const last = Math.max(first, lastLine(region));
  const own = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const shown = own.length > LONGEST ? own.filter(line => line <= first + 2 || line === last) : own;
  const context = hasContext ? [first - 1, last + 1] : [];
  return [...shown, ...context.filter(line => lines.textOf(line).trim() !== '')];
}

/** A single missing line takes no more room than the sign for it. */
function fillGap(line: number, before: number | undefined): (number | typeof GAP)[] {
  if (before === undefined || line === before + 1) return [line];
  return line === before + 2 ? [line - 1, line] : [GAP, line];
}

/** A range that ends before the first character of a line does not touch that line. */
const lastLine = ({ endLine, endColumn }: Region): number => (endColumn === 1 ? endLine - 1 : endLine);

/** Source lines with their numbers, and signs below what is marked. */
export function renderFrame(lines: Lines, marks: readonly Mark[], options: FrameOptions): string {
  const rows = chooseLines(lines, marks);
  const digits = String(rows.at(-1) ?? '').length;
  const room = Math.max(options.width - digits - 5, 20);
  const { paint } = options;
  const gutter = (sign: string, number: string) =>
    paint('gutter', `${sign} ${number.padStart(digits)} |`.trimStart().padStart(digits + 4));
  const first = marks[0]?.region;
  return rows
    .flatMap(row => {
      if (row === GAP) return [paint('gutter', '...'.padStart(digits + 2))];
      const isFirst =
        first !== undefined && row >= first.line && row <= Math.max(first.line, lastLine(first));
      const { code, signs } = renderLine(lines.textOf(row), marksOn(row, marks), room);
      return [
        `${gutter(isFirst ? '>' : ' ', String(row))} ${code}`.trimEnd(),
        ...signs.map(({ text, mark }) => {
          const style = mark.sign === '^' ? 'mark' : 'aside';
          return `${gutter(' ', '')} ${text.pad}${paint(style, text.sign)}`;
        }),
      ];
    })
    .join('\n');
}

type LineMark = { mark: Mark; from: number; to: number };

/** The marks that start on a line, as offsets in it; one that goes on below is marked on its first line only. */
function marksOn(line: number, marks: readonly Mark[]): LineMark[] {
  const here = marks.filter(({ region }) => region.line === line);
  return joinEqual(
    here.map(mark => {
      const { column, endLine, endColumn } = mark.region;
      return { mark, from: column - 1, to: endLine === line ? endColumn - 1 : Number.POSITIVE_INFINITY };
    }),
  );
}

/** Marks of the same range are one, with all their labels. */
function joinEqual(marks: readonly LineMark[]): LineMark[] {
  const joined: LineMark[] = [];
  for (const row of marks) {
    const twin = joined.find(({ from, to }) => from === row.from && to === row.to);
    if (twin === undefined) joined.push({ ...row });
    else twin.mark = { ...twin.mark, label: joinLabels(twin.mark.label, row.mark.label) };
  }
  return joined;
}

const joinLabels = (a = '', b = ''): string => [...new Set([a, b])].filter(text => text !== '').join(', ');

type Sign = { mark: Mark; text: { pad: string; sign: string } };

/** More of a very long line is not even measured. */
const FAR = 1000;

function renderLine(text: string, marks: readonly LineMark[], room: number): { code: string; signs: Sign[] } {
  const skipped = text.length > 2 * FAR ? Math.max((marks[0]?.from ?? 0) - FAR, 0) : 0;
  const cells = cellsOf(text.slice(skipped, skipped + 2 * FAR));
  const columnOf = (offset: number): number =>
    cells.reduce((sum, cell) => (cell.offset < offset - skipped ? sum + cell.width : sum), 0);
  const total = columnOf(Number.POSITIVE_INFINITY);
  const isLong = total > room || skipped > 0;
  const start = isLong ? windowStart(columnOf(marks[0]?.from ?? 0), total, room) : 0;
  const end = start + room;
  const signs = marks.map(({ mark, from, to }) => {
    const left = Math.min(Math.max(columnOf(from), start), end - 1);
    const right = Math.min(Math.max(columnOf(to), left + 1), end);
    const label = mark.label ? ` ${mark.label}` : '';
    return {
      mark,
      text: { pad: ' '.repeat(left - start), sign: mark.sign.repeat(right - left) + label },
    };
  });
  let column = 0;
  let code = '';
  for (const { shown, width } of cells) {
    if (column >= start && column + width <= end) code += shown;
    else if (column < start && column + width > start) code += ' '.repeat(column + width - start);
    column += width;
  }
  return { code: isLong ? cutMarks(code, start > 0 || skipped > 0, total > end) : code, signs };
}

/** The first column that is shown, so that what is marked has a third of the room before it. */
function windowStart(marked: number, total: number, room: number): number {
  if (marked < (room * 2) / 3) return 0;
  return Math.max(0, Math.min(marked - Math.floor(room / 3), total - room));
}

/** Shows where a line goes on. */
const cutMarks = (code: string, before: boolean, after: boolean): string =>
  `${before ? `…${code.slice(1)}` : code}${after ? '…' : ''}`;
