import type { Finding, Report, Severity } from '../finding.ts';
import type { RenderOptions } from './index.ts';
import { openPlaces, type Places } from './lines.ts';
import { tallyReport, tellTotal, tellWork } from './tally.ts';
import { indexRules, tellInOneLine } from './wording.ts';

/** GitHub shows ten annotations of each kind for a step. */
const MOST = 10;

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<
  Severity,
  string
>;
type Command = (typeof COMMANDS)[Severity];

/** Workflow commands that GitHub shows as annotations, those that count most first, and the totals as log lines. */
export function renderGithub(report: Report, options: RenderOptions): string {
  const places = openPlaces(report.sources);
  const rules = indexRules(report);
  const rows = [
    ...report.problems.map(({ file, code, message, fatal }) => ({
      command: fatal ? ('error' as const) : ('warning' as const),
      line: annotate(fatal ? 'error' : 'warning', { file, title: code }, `${file}: ${message}`),
    })),
    ...report.findings.map(finding => ({
      command: COMMANDS[finding.severity],
      line: annotate(
        COMMANDS[finding.severity],
        propertiesOf(finding, places),
        tellInOneLine(finding, rules.get(finding.rule), { place: ({ span }) => places.nameOf(span) }),
      ),
    })),
  ];
  const shown = Object.values(COMMANDS).flatMap(command =>
    rows.filter(row => row.command === command).slice(0, MOST),
  );
  const tally = tallyReport(report, options.fixed);
  const hidden = rows.length - shown.length;
  const log = [
    `glanceshift: ${tellTotal(tally)}`,
    ...tellWork(tally),
    ...(hidden > 0 ? [`${hidden} more than GitHub shows as annotations`] : []),
  ];
  return [...shown.map(({ line }) => line), ...log, ''].join('\n');
}

/** Columns are only taken where a finding lies in one line. */
function propertiesOf({ span, rule }: Finding, places: Places): Record<string, string | number> {
  const { line, column, endLine, endColumn } = places.regionOf(span);
  const columns = line === endLine ? { col: column, endColumn } : {};
  return { file: span.file, line, endLine, ...columns, title: rule };
}

function annotate(command: Command, properties: Record<string, string | number>, message: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${command} ${listed.join(',')}::${escapeData(message)}`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
