import type { Log, Notification, ReportingDescriptor, Run } from 'sarif';
import { compareSpans, type Finding, type Problem, type Report, SEVERITIES } from '../finding.ts';
import { openLineHashes, stableIds } from './fingerprint.ts';
import type { RenderOptions } from './index.ts';
import { openPlaces } from './lines.ts';
import { artifactOf, type Desk, toResult } from './sarif-result.ts';
import { describeRules } from './sarif-rules.ts';
import { indexRules } from './wording.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** GitHub refuses more results of one run. */
const MOST_RESULTS = 25_000;

/** SARIF 2.1.0 with one run, within the rules and limits of GitHub's code scanning. */
export function renderSarif(report: Report, { version }: RenderOptions): string {
  const rules = describeRules(report);
  const ids = stableIds(report);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const desk: Desk = {
    places: openPlaces(report.sources),
    rules: indexRules(report),
    indexOf: rule => indexes.get(rule) ?? -1,
    hashOf: openLineHashes(report),
    idOf: finding => ids.get(finding) ?? '',
  };
  const { kept, dropped } = chooseResults(report);
  const run: Run = {
    tool: {
      driver: {
        name: 'glanceshift',
        ...(version !== undefined && { semanticVersion: version }),
        rules,
        notifications: describeProblems(report.problems, dropped),
      },
    },
    automationDetails: { id: 'glanceshift/' },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    language: 'en',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The working directory of the run.' } } },
    invocations: [
      {
        executionSuccessful: !report.problems.some(({ fatal }) => fatal),
        toolExecutionNotifications: tellProblems(report.problems, dropped),
      },
    ],
    results: kept.map(finding => toResult(finding, desk)),
  };
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Where there are too many, what counts and is severe stays. */
function chooseResults({ findings, suppressed = [] }: Report): { kept: Finding[]; dropped: number } {
  const weigh = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  const all = [...[...findings].sort((a, b) => weigh(a) - weigh(b)), ...suppressed];
  const kept = all.slice(0, MOST_RESULTS).sort((a, b) => compareSpans(a.span, b.span));
  return { kept, dropped: all.length - kept.length };
}

const TOO_MANY = 'too-many-results';

/** What each kind of problem means. */
const PROBLEM_WORDS: Readonly<Record<Problem['code'] | typeof TOO_MANY, string>> = {
  unreadable: 'The file cannot be read, so what is in it is not known.',
  unparsable: 'The file does not parse, so calls in it may be missed.',
  binary: 'The file is no text, so it was not looked at.',
  'too-large': 'The file is too large to be looked at.',
  'too-deep': 'The code is nested too deeply to be looked at, so calls in it may be missed.',
  unmerged: 'A merge has left several versions of the file, so none was judged.',
  vanished: 'The file was there, and is gone.',
  changed: 'The file has changed since it was read, so it was not fixed.',
  unwritable: 'The file cannot be written, so it was not fixed.',
  [TOO_MANY]: 'There are more results than a run may have; the severe ones stay.',
};

const describeProblems = (problems: readonly Problem[], dropped: number): ReportingDescriptor[] =>
  [...codesOf(problems), ...(dropped > 0 ? ([TOO_MANY] as const) : [])].map(id => ({
    id,
    shortDescription: { text: id.replaceAll('-', ' ') },
    fullDescription: { text: PROBLEM_WORDS[id] },
    help: { text: PROBLEM_WORDS[id] },
  }));

const codesOf = (problems: readonly Problem[]): Problem['code'][] => [
  ...new Set(problems.map(({ code }) => code)),
];

function tellProblems(problems: readonly Problem[], dropped: number): Notification[] {
  const codes = codesOf(problems);
  const told = problems.map(
    ({ code, file, message, fatal }): Notification => ({
      descriptor: { id: code, index: codes.indexOf(code) },
      level: fatal ? 'error' : 'warning',
      message: { text: `${file}: ${message}` },
      locations: [{ physicalLocation: { artifactLocation: artifactOf(file) } }],
    }),
  );
  if (dropped === 0) return told;
  const text = `${dropped} results are left out: a run may have ${MOST_RESULTS} only.`;
  const more = { descriptor: { id: TOO_MANY, index: codes.length }, level: 'warning', message: { text } };
  return [...told, more as Notification];
}
