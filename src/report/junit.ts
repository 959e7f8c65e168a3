import type { Finding, Problem, Report, SuppressedFinding } from '../finding.ts';
import { groupBy } from './grouping.ts';
import { lookOf } from './pretty.ts';
import { renderFinding } from './pretty-finding.ts';
import { headlineOf } from './wording.ts';
import { attribute, content, element, XML_HEAD } from './xml.ts';

/** How a test case ends. */
type Outcome = 'failure' | 'error' | 'skipped' | 'passed';
type Case = { file: string; outcome: Outcome; xml: string };

/**
 * JUnit's XML: a suite for each file, a test case for each finding. Errors and warnings fail, notes pass with
 * their text as output, suppressed findings are skipped, problems are errors. A clean run is one passed case.
 */
export function renderJunit(report: Report): string {
  const look = lookOf(report, {});
  const textOf = (finding: Finding): string => renderFinding(finding, look);
  const nameOf = (finding: Finding): string => {
    const { line, column } = look.places.regionOf(finding.span);
    return `${finding.rule} (${line}:${column})`;
  };
  const cases: Case[] = [
    ...report.problems.map(problemCase),
    ...report.findings.map(finding => findingCase(finding, nameOf(finding), textOf(finding))),
    ...(report.suppressed ?? []).map(finding => suppressedCase(finding, nameOf(finding))),
  ];
  const suites = groupBy(cases, ({ file }) => file);
  const rows = [...suites].sort(([a], [b]) => (a < b ? -1 : 1));
  const body = cases.length === 0 ? [cleanSuite()] : rows.map(([file, inFile]) => suite(file, inFile));
  return `${XML_HEAD}\n${element('testsuites', { name: 'glanceshift', ...countsOf(cases) }, body)}\n`;
}

const countsOf = (cases: readonly Case[]) => {
  const count = (wanted: Outcome) => cases.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: Math.max(cases.length, 1),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: 0,
  };
};

const suite = (file: string, cases: readonly Case[]): string =>
  element(
    'testsuite',
    { name: file, ...countsOf(cases) },
    cases.map(({ xml }) => xml),
  );

const cleanSuite = (): string =>
  element('testsuite', { name: 'glanceshift', ...countsOf([]) }, [
    element('testcase', { classname: 'glanceshift', name: 'no findings', time: 0 }),
  ]);

function findingCase(finding: Finding, name: string, text: string): Case {
  const { severity, span } = finding;
  const inside =
    severity === 'note'
      ? `<system-out>${content(text)}</system-out>`
      : `<failure message="${attribute(headlineOf(finding))}" type="${severity}">${content(text)}</failure>`;
  const xml = element('testcase', { classname: span.file, name, time: 0 }, [inside]);
  return { file: span.file, outcome: severity === 'note' ? 'passed' : 'failure', xml };
}

function suppressedCase(finding: SuppressedFinding, name: string): Case {
  const { span, suppression } = finding;
  const skipped = element('skipped', { message: `${suppression.kind}: ${suppression.reason}` });
  const xml = element('testcase', { classname: span.file, name, time: 0 }, [skipped]);
  return { file: span.file, outcome: 'skipped', xml };
}

function problemCase({ file, code, message }: Problem): Case {
  const xml = element('testcase', { classname: file, name: code, time: 0 }, [
    element('error', { message, type: code }),
  ]);
  return { file, outcome: 'error', xml };
}
