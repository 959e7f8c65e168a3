import type { Finding, Report } from '../finding.ts';
import type { RenderOptions } from './index.ts';
import { openPlaces } from './lines.ts';
import { inCode, plain } from './markdown-text.ts';
import { tallyReport, tellTotal, tellWork } from './tally.ts';
import { headlineOf } from './wording.ts';

/** GitHub takes 1 MiB for each step; some is left to what else the step says. */
const SUMMARY_BYTES = 1_000_000;

/** All findings as a table in markdown, for the page of the run (`GITHUB_STEP_SUMMARY`). */
export function renderStepSummary(report: Report, options: RenderOptions = {}): string {
  const places = openPlaces(report.sources);
  const tally = tallyReport(report, options.fixed);
  const head = [
    '## glanceshift',
    '',
    `**${tellTotal(tally)}**`,
    '',
    ...tellWork(tally).map(line => `- ${line}`),
  ];
  const problems = report.problems.map(
    ({ file, code, message }) => `- ${code}: ${inCode(file)} ${plain(message)}`,
  );
  const rows = report.findings.map(
    finding =>
      `| ${finding.severity} | ${inCode(places.nameOf(finding.span))} | ${plain(headlineOf(finding))} | ${finding.fix?.kind ?? 'none'} | ${codesOf(finding)} |`,
  );
  const table =
    rows.length === 0 ? [] : ['', '| | Place | Finding | Fix | Reasons |', '|---|---|---|---|---|'];
  const tail = problems.length === 0 ? [] : ['', '### Problems', '', ...problems];
  const room = SUMMARY_BYTES - sizeOf([...head, ...table, ...tail]);
  return `${[...head, ...table, ...fitting(rows, room), ...tail].join('\n')}\n`;
}

const codesOf = ({ blockers }: Finding): string => [...new Set(blockers.map(({ code }) => code))].join(', ');

const sizeOf = (lines: readonly string[]): number => new TextEncoder().encode(lines.join('\n')).length + 1;

/** As many rows as there is room for, and how many are missing. */
function fitting(rows: readonly string[], room: number): string[] {
  let left = room - 100;
  const fits = rows.findIndex(row => {
    left -= sizeOf([row]);
    return left < 0;
  });
  return fits < 0 ? [...rows] : [...rows.slice(0, fits), `| | | ${rows.length - fits} more findings | | |`];
}
