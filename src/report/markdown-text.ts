import { printable } from './cells.ts';

/** A text without any meaning of its own in markdown, in one line, also in a cell of a table. */
export const plain = (text: string): string =>
  oneLine(text).replace(/[\\`*_[\]<>|~#&@$]/g, char => `&#${char.charCodeAt(0)};`);

/** A text as code, also in a cell; within a fence that is longer than any in it. */
export function inCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const inside = oneLine(text).replaceAll('|', '\\|');
  return longest > 0 ? `${fence} ${inside} ${fence}` : `${fence}${inside}${fence}`;
}

const oneLine = (text: string): string => printable(text.replace(/\s+/g, ' '));
