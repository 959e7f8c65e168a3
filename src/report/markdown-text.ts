/** A text without any meaning of its own in markdown, in one line, also in a cell of a table. */
export const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|~#&@]/g, char => `&#${char.charCodeAt(0)};`);

/** A text as code, also in a cell; within a fence that is longer than any in it. */
export function inCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const inside = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  return longest > 0 ? `${fence} ${inside} ${fence}` : `${fence}${inside}${fence}`;
}

/** A block of code. */
function fenced(text: string, language = ''): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}
