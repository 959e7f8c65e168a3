import type { Finding, SuppressedFinding } from '../finding.ts';
import { type ChangedLine, fixedTexts, renderHunks } from './change.ts';
import type { Mark } from './code-frame.ts';
import { groupBy } from './grouping.ts';
import { renderHtmlFrame } from './html-frame.ts';
import { breakable, html, htmlWithFlags, tag } from './html-text.ts';
import type { Look } from './pretty.ts';
import { headlineOf, tellBlockers, tellNotes } from './wording.ts';

/** What is known about a finding beside what is in it. */
export type Card = {
  finding: Finding | SuppressedFinding;
  id: string;
  folder: string;
  owner: string | undefined;
};

const FIX_BADGES = { safe: 'safe fix', unsafe: 'fix to look at', none: 'by hand' } as const;
const STATES = { inline: 'suppressed', baseline: 'recorded' } as const;

/** Where a finding stands: open, recorded as known, or suppressed by a comment. */
export const stateOf = (finding: Finding | SuppressedFinding): 'open' | 'recorded' | 'suppressed' =>
  'suppression' in finding ? STATES[finding.suppression.kind] : 'open';

/** One finding, folded up. */
export function renderCard(card: Card, look: Look): string {
  const { finding, id, folder, owner } = card;
  const kind = finding.fix?.kind ?? 'none';
  const state = stateOf(finding);
  const codes = [...new Set(finding.blockers.map(({ code }) => code))];
  const summary = tag(
    'summary',
    {},
    tag('span', { class: `badge ${finding.severity}` }, finding.severity),
    ' ',
    tag('code', { class: 'place' }, breakable(look.places.nameOf(finding.span))),
    ' ',
    tag('span', { class: `badge fix-${kind}` }, FIX_BADGES[kind]),
    state === 'open' ? '' : ` ${tag('span', { class: 'badge state' }, state)}`,
    tag('span', { class: 'headline' }, html(headlineOf(finding))),
  );
  const attributes = {
    class: 'finding',
    id: `f-${id.slice(0, 12)}`,
    'data-severity': finding.severity,
    'data-fix': kind,
    'data-rule': finding.rule,
    'data-state': state,
    'data-folder': folder,
    'data-owner': owner ?? '',
    'data-reasons': codes.join(' '),
  };
  return tag('details', attributes, summary, tag('div', { class: 'body' }, renderBody(finding, look)));
}

function renderBody(finding: Finding | SuppressedFinding, look: Look): string {
  return [
    renderSuppression(finding),
    renderCode(finding, look),
    renderReasons(finding, look),
    renderNotes(finding, look),
    renderTrace(finding, look),
    renderChange(finding, look),
  ].join('');
}

const renderSuppression = (finding: Finding | SuppressedFinding): string =>
  'suppression' in finding
    ? tag('p', {}, `${html(stateOf(finding))}: ${html(finding.suppression.reason)}`)
    : '';

function renderCode({ span, blockers }: Finding, { places }: Look): string {
  if (places.textOf(span.file) === '') return '';
  const marks: Mark[] = [
    { region: places.regionOf(span), sign: '^' },
    ...blockers
      .filter(blocker => blocker.span.file === span.file)
      .map(({ code, span: at }): Mark => ({ region: places.regionOf(at), sign: '-', label: code })),
  ];
  return renderHtmlFrame(places.linesOf(span.file), marks, `Code at ${places.nameOf(span)}`);
}

const heading = (text: string): string => tag('h3', {}, text);

function renderReasons(finding: Finding, { places }: Look): string {
  const rows = tellBlockers(finding).map(({ code, what, why, todo, span }) =>
    tag(
      'li',
      {},
      `${tag('code', {}, html(code))} ${html(what)} ${tag('code', { class: 'place' }, breakable(places.nameOf(span)))}`,
      tag('p', {}, `<b>Why:</b> ${html(why)}`),
      tag('p', {}, `<b>Do:</b> ${htmlWithFlags(todo)}`),
    ),
  );
  if (rows.length === 0) return '';
  const title = finding.fix === undefined ? 'What holds the fix back' : 'What to look at';
  return heading(title) + tag('ul', { class: 'reasons' }, ...rows);
}

function renderNotes(finding: Finding, { rules }: Look): string {
  const rows = tellNotes(finding, rules.get(finding.rule)).map(({ code, what, todo, consent }) =>
    tag(
      'li',
      {},
      `${tag('code', {}, html(code))} ${html(what)}`,
      tag('p', {}, `<b>Do:</b> ${htmlWithFlags(todo)}`),
      consent ? tag('p', {}, `<b>Or:</b> ${tag('code', { class: 'flag' }, `--accept ${html(code)}`)}`) : '',
    ),
  );
  const told = [...new Set(rows)];
  return told.length === 0 ? '' : heading('Differences that stay') + tag('ul', { class: 'reasons' }, ...told);
}

function renderTrace({ trace }: Finding, { places }: Look): string {
  const rows = trace.map(({ role, text, span }) =>
    tag(
      'li',
      {},
      `${tag('span', { class: 'role' }, role)} ${tag('code', {}, html(text))} `,
      tag('code', { class: 'place' }, breakable(places.nameOf(span))),
    ),
  );
  return rows.length === 0 ? '' : heading('Trace') + tag('ol', { class: 'trace' }, ...rows);
}

/** Each file twice, before and after, side by side where there is room. */
function renderChange({ fix }: Finding, { places }: Look): string {
  if (fix === undefined) return '';
  const files = groupBy(fixedTexts(fix, places), ({ file }) => file);
  const rows = [...files.values()].flat().map(({ file, before, after }) => {
    const lines = renderHunks(before, after);
    return tag(
      'figure',
      { class: 'change' },
      tag('figcaption', {}, tag('code', { class: 'place' }, breakable(file))),
      renderSide('Before', lines, '-'),
      renderSide('After', lines, '+'),
    );
  });
  return heading('Before and after') + rows.join('');
}

function renderSide(title: string, lines: readonly ChangedLine[], own: '-' | '+'): string {
  const rows = lines
    .filter(({ sign }) => sign === own || sign === ' ' || sign === '…')
    .map(({ sign, text }) => {
      if (sign === '…') return tag('span', { class: 'gap' }, '…');
      const line = `${sign} ${html(text)}`;
      if (sign === ' ') return tag('span', { class: 'line' }, line);
      return tag(own === '-' ? 'del' : 'ins', { class: 'line' }, line);
    });
  const code = tag('pre', { tabindex: 0, 'aria-label': title }, tag('code', {}, rows.join('\n')));
  return tag('div', {}, tag('h4', {}, title), code);
}
