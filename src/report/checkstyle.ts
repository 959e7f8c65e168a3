import type { Finding, Report, Severity } from '../finding.ts';
import { byFile, groupBy } from './grouping.ts';
import { openPlaces } from './lines.ts';
import { indexRules, tellInOneLine } from './wording.ts';
import { element, XML_HEAD } from './xml.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'info' };

/** Checkstyle's XML: files with their findings and problems. */
export function renderCheckstyle(report: Report): string {
  const places = openPlaces(report.sources);
  const rules = indexRules(report);
  const errorOf = (finding: Finding): string => {
    const { line, column } = places.regionOf(finding.span);
    return element('error', {
      line,
      column,
      severity: SEVERITIES[finding.severity],
      message: tellInOneLine(finding, rules.get(finding.rule), { place: ({ span }) => places.nameOf(span) }),
      source: `glanceshift.${finding.rule}`,
    });
  };
  const findings = byFile(report.findings);
  const problems = groupBy(report.problems, ({ file }) => file);
  const names = [...new Set([...findings.keys(), ...problems.keys()])].sort();
  const files = names.map(name =>
    element('file', { name }, [
      ...(problems.get(name) ?? []).map(({ code, message, fatal }) =>
        element('error', {
          line: 1,
          severity: fatal ? 'error' : 'warning',
          message,
          source: `glanceshift.${code}`,
        }),
      ),
      ...(findings.get(name) ?? []).map(errorOf),
    ]),
  );
  return `${XML_HEAD}\n${element('checkstyle', { version: '4.3' }, files)}\n`;
}
