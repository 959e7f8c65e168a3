export type Row = { name: string; statuses: readonly string[] };

const BEGIN = '<!-- table -->';
const END = '<!-- /table -->';

/** Style × mode, in Markdown, with a last row that counts. */
export function renderTable(modes: readonly string[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['program', ...modes.map(mode => `\`${mode}\``)]),
    line(['---', ...modes.map(() => '---')]),
    ...rows.map(({ name, statuses }) => line([name, ...statuses])),
    line([`**${rows.length}**`, ...modes.map((_, i) => tally(rows.map(row => row.statuses[i] ?? '')))]),
  ].join('\n');
}

function tally(statuses: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
}

/** The text with the table put between its marks. */
export function replaceTable(text: string, table: string): string {
  const [head, rest] = text.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (tail === undefined) throw new Error(`the marks ${BEGIN} and ${END} are not there`);
  return `${head}${BEGIN}\n${table}\n${END}${tail}`;
}
