import type { Finding, Report, SuppressedFinding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { folderOf, groupBy } from './grouping.ts';
import type { RenderOptions } from './index.ts';
import { openPlaces, type Places } from './lines.ts';
import { inCode, plain } from './markdown-text.ts';
import { tallyReport, tellTotal, tellWork } from './tally.ts';
import { headlineOf, indexRules, reasonsOf, standingNotes } from './wording.ts';

/** A line of the list; `isDone` is ticked. */
type Item = { finding: Finding; isDone: boolean; remark: string };

/**
 * The checklist for the issue of a migration, grouped by folder: what is found is open, also where it is recorded
 * as known; what this run has fixed is ticked. What comments suppress stands apart, as it is meant to stay.
 */
export function renderMarkdown(report: Report, options: RenderOptions): string {
  const places = openPlaces(report.sources);
  const rules = indexRules(report);
  const tally = tallyReport(report, options.fixed);
  const folders = [...groupBy(itemsOf(report, options), ({ finding }) => folderOf(finding.span.file))];
  const parts = [
    ['# Migration checklist', '', `**${tellTotal(tally)}**`],
    tellWork(tally).map(line => `- ${line}`),
    ...folders
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([folder, items]) => renderFolder(folder, items, places, rules)),
    renderKept(report, places),
    renderNotes(report),
    renderProblems(report),
  ];
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function itemsOf({ findings, suppressed = [] }: Report, { fixed = [] }: RenderOptions): Item[] {
  const done = new Set(fixed);
  return [
    ...fixed.map(finding => ({ finding, isDone: true, remark: 'fixed' })),
    ...findings
      .filter(finding => !done.has(finding))
      .map(finding => ({ finding, isDone: false, remark: remarkOf(finding) })),
    ...suppressed.filter(isRecorded).map(finding => ({
      finding,
      isDone: false,
      remark: `${remarkOf(finding)}, ${finding.suppression.reason}`,
    })),
  ];
}

const isRecorded = ({ suppression }: SuppressedFinding): boolean => suppression.kind === 'baseline';

const REMARKS = { safe: '`--fix`', unsafe: '`--fix --unsafe`, to be looked at' } as const;

const remarkOf = ({ fix }: Finding): string => (fix === undefined ? 'by hand' : REMARKS[fix.kind]);

function renderFolder(
  folder: string,
  items: readonly Item[],
  places: Places,
  rules: ReadonlyMap<string, Rule>,
): string[] {
  const done = items.filter(({ isDone }) => isDone).length;
  return [
    `## ${inCode(folder)} (${done} of ${items.length} done)`,
    '',
    ...[...items].sort(byPlace).flatMap(item => renderItem(item, places, rules)),
  ];
}

const byPlace = ({ finding: { span: a } }: Item, { finding: { span: b } }: Item): number =>
  a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1;

function renderItem(
  { finding, isDone, remark }: Item,
  places: Places,
  rules: ReadonlyMap<string, Rule>,
): string[] {
  // The text of what is fixed is gone, and with it the line.
  const place = isDone ? finding.span.file : places.nameOf(finding.span);
  const head = `- [${isDone ? 'x' : ' '}] ${inCode(place)}: ${plain(headlineOf(finding))} (${plainRemark(remark)})`;
  if (isDone) return [head];
  const reasons = reasonsOf(finding, rules.get(finding.rule)).map(
    ({ code, what, span }) => `  - ${inCode(code)} at ${inCode(places.nameOf(span))}: ${plain(what)}`,
  );
  return [head, ...reasons];
}

/** Our own words may hold code; those of users may not. */
const plainRemark = (remark: string): string =>
  remark
    .split(/(`--fix(?: --unsafe)?`)/)
    .map((part, index) => (index % 2 === 1 ? part : plain(part)))
    .join('');

function renderKept({ suppressed = [] }: Report, places: Places): string[] {
  const kept = suppressed.filter(finding => !isRecorded(finding));
  if (kept.length === 0) return [];
  return [
    '## Left on purpose',
    '',
    ...kept.map(({ span, suppression }) => `- ${inCode(places.nameOf(span))}: ${plain(suppression.reason)}`),
  ];
}

function renderNotes({ findings, rules }: Report): string[] {
  const used = new Set(findings.map(({ rule }) => rule));
  const lines = rules
    .filter(({ id }) => used.has(id))
    .flatMap(standingNotes)
    .map(({ code, what, todo }) => `- ${inCode(code)}: ${plain(what)}. What to do: ${plain(todo)}.`);
  return lines.length === 0 ? [] : ['## For every call', '', ...lines];
}

function renderProblems({ problems }: Report): string[] {
  const lines = problems.map(({ file, code, message }) => `- ${inCode(file)}: ${code}, ${plain(message)}`);
  return lines.length === 0 ? [] : ['## Problems', '', ...lines];
}
