import { createHash } from 'node:crypto';
import { compareSpans, type Finding, type Report } from '../finding.ts';
import { stableIds } from './fingerprint.ts';
import { foldersOf } from './grouping.ts';
import { type Card, renderCard, stateOf } from './html-finding.ts';
import { keyOfCard, renderProgress, type Unit } from './html-progress.ts';
import { SCRIPT } from './html-script.ts';
import { STYLE } from './html-style.ts';
import { html, htmlWithFlags, link, tag } from './html-text.ts';
import type { RenderOptions } from './index.ts';
import { lookOf } from './pretty.ts';
import { tallyReport, tellTotal, tellWork } from './tally.ts';
import { count, standingNotes } from './wording.ts';

/** A longer table of folders is no overview. */
const MOST_FOLDERS = 20;

/** One page with everything in it; it loads nothing and lets nothing but its own script run. */
export function renderHtml(report: Report, options: RenderOptions): string {
  const { findings, suppressed = [] } = report;
  const told = [...findings, ...suppressed, ...(options.fixed ?? [])].map(({ span }) => span.file);
  const folderOf = foldersOf(told, MOST_FOLDERS);
  const cards = cardsOf(report, options, folderOf);
  const look = lookOf(report, options);
  return [
    '<!doctype html>',
    '<html lang="en">',
    renderHead(),
    '<body>',
    '<a class="skip" href="#findings">Skip to the findings</a>',
    renderHeader(report, options),
    '<main>',
    ...renderTables(cards, options, folderOf),
    '<h2 id="findings">Findings</h2>',
    renderFilters(cards),
    '<p id="shown" role="status"></p>',
    `<p id="none"${cards.length === 0 ? '' : ' hidden'}>No findings.</p>`,
    ...cards.map(card => renderCard(card, look)),
    renderNotes(report),
    renderProblems(report),
    '</main>',
    renderFooter(report),
    `<script>${SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

type FolderOf = (path: string) => string;

function cardsOf(report: Report, { owners }: RenderOptions, folderOf: FolderOf): Card[] {
  const ids = stableIds(report);
  const { findings, suppressed = [] } = report;
  const all: Finding[] = [...findings, ...suppressed].sort((a, b) => compareSpans(a.span, b.span));
  return all.map(finding => ({
    finding,
    id: ids.get(finding) ?? '',
    folder: folderOf(finding.span.file),
    owner: owners?.(finding.span.file),
  }));
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function renderHead(): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<link rel="icon" href="data:,">',
    '<title>glanceshift report</title>',
    `<style>${STYLE}</style>`,
    '</head>',
  ].join('\n');
}

function renderHeader(report: Report, { fixed }: RenderOptions): string {
  const tally = tallyReport(report, fixed);
  const { files, skipped } = report.stats;
  const looked = `${count(files, 'file')} looked at${skipped > 0 ? `, ${skipped} left out` : ''}`;
  return tag(
    'header',
    {},
    '<h1>glanceshift report</h1>',
    tag('p', { class: 'total' }, html(tellTotal(tally))),
    tag('ul', {}, ...tellWork(tally).map(line => tag('li', {}, htmlWithFlags(line)))),
    tag('p', { class: 'soft' }, looked),
  );
}

/** How far folders are, and owners where somebody knows them. */
function renderTables(
  cards: readonly Card[],
  { fixed = [], owners }: RenderOptions,
  folderOf: FolderOf,
): string[] {
  const units = (groupOf: (path: string) => string): Unit[] => [
    ...fixed.map(({ span }) => ({ group: groupOf(span.file), key: 'done' as const })),
    ...cards.map(card => ({ group: groupOf(card.finding.span.file), key: keyOfCard(card) })),
  ];
  if (cards.length + fixed.length === 0) return [];
  const folders = renderProgress(units(folderOf), { title: 'By folder', noun: 'Folder', filter: 'folder' });
  if (owners === undefined) return [folders];
  const byOwner = units(path => owners(path) ?? '');
  return [folders, renderProgress(byOwner, { title: 'By owner', noun: 'Owner', filter: 'owner' })];
}

type Choice = { name: string; label: string; values: (card: Card) => readonly string[] };

const CHOICES: readonly Choice[] = [
  { name: 'severity', label: 'Severity', values: ({ finding }) => [finding.severity] },
  { name: 'fix', label: 'Fix', values: ({ finding }) => [finding.fix?.kind ?? 'none'] },
  { name: 'state', label: 'State', values: ({ finding }) => [stateOf(finding)] },
  { name: 'reasons', label: 'Reason', values: ({ finding }) => finding.blockers.map(({ code }) => code) },
  { name: 'rule', label: 'Rule', values: ({ finding }) => [finding.rule] },
  { name: 'folder', label: 'Folder', values: ({ folder }) => [folder] },
  { name: 'owner', label: 'Owner', values: ({ owner = '' }) => [owner] },
];

/** Hidden until the script is there to serve them. */
function renderFilters(cards: readonly Card[]): string {
  const search =
    '<label class="search">Search (press / to come here) <input type="search" name="search" autocomplete="off"></label>';
  return tag(
    'form',
    { id: 'filters', hidden: 'hidden', role: 'search' },
    search,
    ...CHOICES.map(choice => renderChoice(choice, cards)),
    tag(
      'div',
      { class: 'actions' },
      '<button type="reset">Show all</button>',
      '<button type="button" id="open-all">Unfold</button>',
      '<button type="button" id="close-all">Fold</button>',
    ),
  );
}

function renderChoice({ name, label, values }: Choice, cards: readonly Card[]): string {
  const found = [...new Set(cards.flatMap(values))].sort();
  const options = found.map(value =>
    tag('option', { value }, html(value === '' ? `no ${label.toLowerCase()}` : value)),
  );
  const select = tag('select', { name }, '<option value="*">all</option>', ...options);
  // A choice of one is none, but rows of the tables may still set it.
  return tag('label', { hidden: found.length < 2 ? 'hidden' : undefined }, `${label} ${select}`);
}

function renderNotes({ findings, rules }: Report): string {
  const used = new Set(findings.map(({ rule }) => rule));
  const rows = rules
    .filter(({ id }) => used.has(id))
    .flatMap(standingNotes)
    .map(({ code, what, todo }) =>
      tag(
        'li',
        {},
        `${tag('code', {}, html(code))} ${html(what)}`,
        tag('p', {}, `<b>Do:</b> ${htmlWithFlags(todo)}`),
      ),
    );
  if (rows.length === 0) return '';
  return tag('section', {}, '<h2>For every call</h2>', tag('ul', { class: 'reasons' }, ...rows));
}

function renderProblems({ problems }: Report): string {
  if (problems.length === 0) return '';
  const rows = problems.map(({ file, code, message, fatal }) =>
    tag(
      'li',
      {},
      `${tag('span', { class: `badge ${fatal ? 'error' : 'warning'}` }, html(code))} `,
      `${tag('code', {}, html(file))} ${html(message)}`,
    ),
  );
  return tag('section', {}, '<h2>Problems</h2>', tag('ul', { class: 'reasons' }, ...rows));
}

const renderFooter = ({ rules }: Report): string =>
  tag(
    'footer',
    {},
    ...rules.map(({ id, title, docs }) =>
      tag('p', {}, `${tag('code', {}, html(id))} ${html(title)}: ${link(docs, 'documentation')}`),
    ),
  );
