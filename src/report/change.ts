import { type StructuredPatchHunk, structuredPatch } from 'diff';
import { compareSpans, type Edit, type Fix } from '../finding.ts';
import type { Places } from './lines.ts';

/** The edits of a fix by file, in order, with the line ends that they get when they are written. */
export function editsByFile({ edits }: Fix, places: Places): Map<string, Edit[]> {
  const byFile = new Map<string, Edit[]>();
  for (const edit of [...edits].sort(compareSpans)) {
    const lineEnd = places.textOf(edit.file).includes('\r\n') ? '\r\n' : '\n';
    const written = { ...edit, text: edit.text.replace(/\r?\n/g, lineEnd) };
    byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), written]);
  }
  return byFile;
}

/** A text with edits that are in order and do not overlap; `from` is the offset of its first character. */
export function applyTo(text: string, edits: readonly Edit[], from = 0): string {
  let at = 0;
  const parts = edits.flatMap(({ start, end, text: inserted }) => {
    const before = text.slice(at, start - from);
    at = end - from;
    return [before, inserted];
  });
  return parts.join('') + text.slice(at);
}

/** The files of a fix, before and after it. */
export const fixedTexts = (fix: Fix, places: Places): { file: string; before: string; after: string }[] =>
  [...editsByFile(fix, places)].map(([file, edits]) => {
    const before = places.textOf(file);
    return { file, before, after: applyTo(before, edits) };
  });

/** A line of a change; `line` is its number before the change, or after it for an added one. */
export type ChangedLine = { sign: ' ' | '+' | '-' | '…'; text: string; line: number };

/** The lines that change, with one line around them and a sign where lines are left out. */
export function renderHunks(before: string, after: string): ChangedLine[] {
  const { hunks } = structuredPatch('a', 'b', before, after, undefined, undefined, { context: 1 });
  return hunks.flatMap((hunk, index) => {
    const rows = numberLines(hunk);
    return index === 0 ? rows : [{ sign: '…', text: '', line: 0 } as const, ...rows];
  });
}

function numberLines({ lines, oldStart, newStart }: StructuredPatchHunk): ChangedLine[] {
  const next = { '-': oldStart, '+': newStart };
  return lines.flatMap((line): ChangedLine[] => {
    const sign = line.charAt(0);
    const text = line.slice(1).replace(/\r$/, '');
    if (sign === '-' || sign === '+') return [{ sign, text, line: next[sign]++ }];
    if (sign !== ' ') return [];
    next['+']++;
    return [{ sign, text, line: next['-']++ }];
  });
}
