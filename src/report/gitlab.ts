import type { Report, Severity } from '../finding.ts';
import { stableIds } from './fingerprint.ts';
import { openPlaces } from './lines.ts';
import { indexRules, tellInOneLine } from './wording.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', note: 'info' };

/** GitLab's code quality report. Fingerprints hold no line, so that a finding that moves stays the same one. */
export function renderGitlab(report: Report): string {
  const places = openPlaces(report.sources);
  const rules = indexRules(report);
  const ids = stableIds(report);
  const rows = report.findings.map(finding => {
    const { line, endLine } = places.regionOf(finding.span);
    return {
      description: tellInOneLine(finding, rules.get(finding.rule), {
        place: ({ span }) => places.nameOf(span),
      }),
      check_name: finding.rule,
      fingerprint: ids.get(finding),
      severity: SEVERITIES[finding.severity],
      location: { path: finding.span.file, lines: { begin: line, end: endLine } },
    };
  });
  return `${JSON.stringify(rows, null, 2)}\n`;
}
