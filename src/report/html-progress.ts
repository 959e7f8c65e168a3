import { groupBy } from './grouping.ts';
import type { Card } from './html-finding.ts';
import { stateOf } from './html-finding.ts';
import { breakable, tag } from './html-text.ts';

/** In the order of the bar: what is done, then what is easy, then what is not. */
const COLUMNS = [
  { key: 'done', title: 'Fixed now' },
  { key: 'safe', title: 'Safe fix' },
  { key: 'unsafe', title: 'Fix to look at' },
  { key: 'none', title: 'By hand' },
  { key: 'recorded', title: 'Recorded' },
  { key: 'suppressed', title: 'Suppressed' },
] as const;

type Key = (typeof COLUMNS)[number]['key'];

/** Something to count, with the group that it is in. */
export type Unit = { group: string; key: Key };

/** What a finding counts as. */
export const keyOfCard = ({ finding }: Card): Key => {
  const state = stateOf(finding);
  return state === 'open' ? (finding.fix?.kind ?? 'none') : state;
};

export type ProgressOptions = {
  title: string;
  /** What a row is, e.g. `Folder`. */
  noun: string;
  /** The filter that a row sets. */
  filter: 'folder' | 'owner';
};

/** How far each group is, as a table with a bar in each row. Columns that would be empty are left out. */
export function renderProgress(units: readonly Unit[], { title, noun, filter }: ProgressOptions): string {
  const groups = [...groupBy(units, ({ group }) => group)].sort(([a], [b]) => (a < b ? -1 : 1));
  const columns = COLUMNS.filter(({ key }) => units.some(unit => unit.key === key));
  const head = [noun, 'Progress', ...columns.map(column => column.title), 'All'];
  const rows = groups.map(([group, inGroup]) => {
    const counts = columns.map(({ key }) => inGroup.filter(unit => unit.key === key).length);
    const button = tag(
      'button',
      { type: 'button', 'data-filter': filter, 'data-value': group },
      breakable(group === '' ? `no ${noun.toLowerCase()}` : group),
    );
    return tag(
      'tr',
      {},
      tag('th', { scope: 'row' }, button),
      tag(
        'td',
        { class: 'bar' },
        renderBar(
          counts,
          columns.map(({ key }) => key),
        ),
      ),
      ...counts.map(count => tag('td', {}, String(count))),
      tag('td', {}, String(inGroup.length)),
    );
  });
  const table = tag(
    'table',
    {},
    tag('thead', {}, tag('tr', {}, ...head.map(text => tag('th', { scope: 'col' }, text)))),
    tag('tbody', {}, ...rows),
  );
  return tag(
    'section',
    {},
    tag('h2', {}, title),
    renderLegend(columns),
    tag('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': title }, table),
  );
}

/** What the colours of the bars mean; where there is little room, the columns are not there to tell. */
const renderLegend = (columns: readonly (typeof COLUMNS)[number][]): string =>
  tag(
    'ul',
    { class: 'legend' },
    ...columns.map(({ key, title }) => {
      const sign = '<rect class="bar-%" width="10" height="10"/>'.replace('%', key);
      return tag('li', {}, tag('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, sign), title);
    }),
  );

/** The numbers stand beside it, so it is only seen. */
function renderBar(counts: readonly number[], keys: readonly Key[]): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let x = 0;
  const parts = counts.map((count, index) => {
    const width = (count * 100) / total;
    const part = tag('rect', {
      class: `bar-${keys[index]}`,
      x: x.toFixed(2),
      width: width.toFixed(2),
      height: 10,
    });
    x += width;
    return count === 0 ? '' : part;
  });
  return tag('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...parts);
}
