import type { Span } from '../finding.ts';

/** Both count from 1; a column counts UTF-16 code units. */
type Position = { line: number; column: number };

/** The end is exclusive. */
export type Region = Position & { endLine: number; endColumn: number };

/** A text cut into lines, which end in LF, CRLF or CR. */
export type Lines = {
  count: number;
  /** The place of an offset; one past the end is the end. */
  at(offset: number): Position;
  /** A line without its end; empty where there is no such line. */
  textOf(line: number): string;
  /** The offset of the first character of a line. */
  startOf(line: number): number;
};

/** Cuts a text into lines, once. */
function openLines(text: string): Lines {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  const startOf = (line: number): number => starts[line - 1] ?? text.length;
  return {
    count: starts.length,
    at: offset => {
      const inside = Math.min(Math.max(offset, 0), text.length);
      const line = findLine(starts, inside);
      return { line, column: inside - startOf(line) + 1 };
    },
    textOf: line => text.slice(startOf(line), startOf(line + 1)).replace(/(\r\n|\n|\r)$/, ''),
    startOf,
  };
}

/** The number of the last line that starts at or before an offset. */
function findLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The texts of a report with their lines, each cut when it is first asked for. */
export type Places = {
  textOf(file: string): string;
  linesOf(file: string): Lines;
  regionOf(span: Span): Region;
  /** `file:line:column`, which editors and terminals can follow. */
  nameOf(span: Span): string;
};

/** Opens the texts of a report. A file without a text has one empty line. */
export function openPlaces(sources: ReadonlyMap<string, string>): Places {
  const cut = new Map<string, Lines>();
  const textOf = (file: string): string => sources.get(file) ?? '';
  const linesOf = (file: string): Lines => {
    const lines = cut.get(file) ?? openLines(textOf(file));
    cut.set(file, lines);
    return lines;
  };
  return {
    textOf,
    linesOf,
    regionOf: ({ file, start, end }) => {
      const lines = linesOf(file);
      const { line: endLine, column: endColumn } = lines.at(Math.max(start, end));
      return { ...lines.at(start), endLine, endColumn };
    },
    nameOf: ({ file, start }) => {
      const { line, column } = linesOf(file).at(start);
      return `${file}:${line}:${column}`;
    },
  };
}
