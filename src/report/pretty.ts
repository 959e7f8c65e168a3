import type { Finding, Report } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { printable } from './cells.ts';
import type { RenderOptions } from './index.ts';
import { openPlaces, type Places } from './lines.ts';
import { type Paint, paintWith } from './paint.ts';
import { renderFinding } from './pretty-finding.ts';
import { type Tally, tallyReport, tellTotal, tellWork } from './tally.ts';
import { count, indexRules, standingNotes } from './wording.ts';

/** What every part of the output is made with. */
export type Look = {
  places: Places;
  rules: ReadonlyMap<string, Rule>;
  paint: Paint;
  width: number;
  verbose: boolean;
};

const WIDTH = 100;

/** What a report is shown with; other outputs show single findings with it. */
export const lookOf = (report: Report, options: RenderOptions): Look => ({
  places: openPlaces(report.sources),
  rules: indexRules(report),
  paint: paintWith(options.color ?? false),
  width: Math.max(options.width ?? WIDTH, 40),
  verbose: options.verbose ?? false,
});

/** The report for people: each finding with its code, its reasons and its way; then what it adds up to. */
export function renderPretty(report: Report, options: RenderOptions): string {
  const look = lookOf(report, options);
  const parts = [
    ...report.findings.map(finding => renderFinding(finding, look)),
    ...renderStandingNotes(report.findings, look),
    ...renderProblems(report, look),
    renderSummary(report, tallyReport(report, options.fixed), look),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What holds for every call of a rule is said once. */
function renderStandingNotes(findings: readonly Finding[], { rules, paint }: Look): string[] {
  const used = new Set(findings.map(({ rule }) => rule));
  return [...rules.values()].flatMap(rule => {
    const notes = standingNotes(rule);
    if (!used.has(rule.id) || notes.length === 0) return [];
    const lines = notes.flatMap(({ code, what, todo }) => [
      `  ${paint('code', code)}  ${what}`,
      `    ${paint('faint', 'do:')} ${todo}`,
    ]);
    return [[`${paint('strong', 'for every call')}  ${paint('faint', rule.id)}`, ...lines].join('\n')];
  });
}

function renderProblems({ problems }: Report, { paint }: Look): string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(
    ({ file, code, message, fatal }) =>
      `  ${paint('place', printable(file))}  ${paint(fatal ? 'error' : 'warning', code)}  ${printable(message)}`,
  );
  return [[paint('strong', 'problems'), ...lines].join('\n')];
}

function renderSummary({ stats, problems }: Report, tally: Tally, { paint }: Look): string {
  const looked = [
    `${count(stats.files, 'file')} looked at`,
    stats.skipped > 0 ? `${stats.skipped} left out` : '',
    problems.length > 0 ? count(problems.length, 'problem') : '',
  ].filter(text => text !== '');
  const style = tally.findings === 0 ? 'good' : 'strong';
  const lines = [...tellWork(tally), looked.join(', ')];
  return [paint(style, tellTotal(tally)), ...lines.map(line => `  ${line}`)].join('\n');
}
