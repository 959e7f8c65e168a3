import { planFixes } from './apply.ts';
import { parseOptions } from './cli/options.ts';
import { toRelative } from './files/discover.ts';
import type { Finding, Report, Span } from './finding.ts';
import { openPlaces } from './report/lines.ts';
import { indexRules, tellInOneLine } from './report/wording.ts';
import { run } from './run.ts';

/** A file as an editor has it. `today` is the date that records of findings expire by. */
export type LintRequest = { cwd: string; file: string; text: string; today: string };

/** One replacement that makes all edits of a fix. */
export type LintFix = { range: [start: number, end: number]; text: string };

/** A finding as it concerns one file; offsets count from its start, without a byte order mark. */
export type LintMessage = {
  /** Undefined where the file itself is what is wrong. */
  rule: string | undefined;
  range: [start: number, end: number];
  text: string;
  /** Present where the fix is safe and changes this file alone. */
  fix?: LintFix;
  /** Present where the fix changes this file alone and a person should look at it. */
  suggestion?: LintFix;
};

/**
 * What the command line says of one file whose text is given: with the configuration, the records and all other
 * files of the project as they are there. Throws a `Failure` where it cannot do its job.
 */
export async function lintFile({ cwd, file, text, today }: LintRequest): Promise<LintMessage[]> {
  const path = toRelative(cwd, file);
  const options = await parseOptions(['--stdin', `--stdin-filename=${file}`], '');
  const { report } = await run(options, { cwd, readInput: async () => text, today: () => today });
  const own = report.findings.filter(finding => placeIn(path, finding) !== undefined);
  const fixes = joinFixes(own.filter(isWithin(path, 'safe')), report, path);
  const faults = report.problems.filter(problem => problem.file === path && problem.code !== 'unparsable');
  return [
    ...faults.map(({ message }): LintMessage => ({ rule: undefined, range: [0, 0], text: message })),
    ...own.map(finding => messageOf(finding, path, report, fixes.get(finding))),
  ];
}

/** Where a finding meets a file: at the call, or where its path is written. */
const placeIn = (path: string, { span, trace }: Finding): Span | undefined =>
  span.file === path
    ? span
    : trace.find(({ role, span: { file } }) => role === 'path' && file === path)?.span;

const isWithin =
  (path: string, kind: 'safe' | 'unsafe') =>
  ({ fix }: Finding): boolean =>
    fix?.kind === kind && fix.edits.every(({ file }) => file === path);

function messageOf(finding: Finding, path: string, report: Report, fix: LintFix | undefined): LintMessage {
  const places = openPlaces(report.sources);
  const { start, end } = placeIn(path, finding) ?? finding.span;
  const text = tellInOneLine(finding, indexRules(report).get(finding.rule), {
    place: ({ span }) => places.nameOf(span),
    fix: pointer(finding, path, places.nameOf(finding.span)),
  });
  const unsafe = isWithin(path, 'unsafe')(finding) ? fixOf([finding], report, path) : undefined;
  return {
    rule: finding.rule,
    range: [start, end],
    text,
    ...(fix && { fix }),
    ...(unsafe && { suggestion: unsafe }),
  };
}

/** What is said of a fix that reaches into other files: a linter sees one at a time. */
function pointer({ span, fix }: Finding, path: string, place: string): string | undefined {
  const call = span.file === path ? '' : `The call is ${place}. `;
  if (fix === undefined) return call === '' ? undefined : `${call}No fix is made.`;
  const others = [...new Set(fix.edits.map(({ file }) => file))].filter(file => file !== path);
  if (others.length === 0) return `${call}A fix is known${fix.kind === 'safe' ? '' : ', to be looked at'}.`;
  const flags = fix.kind === 'safe' ? '--fix' : '--fix --unsafe';
  return `${call}Its fix changes ${others.join(', ')} as well: npx glanceshift ${flags} ${span.file}.`;
}

/**
 * Fixes by finding. A linter applies no two that overlap, and only so many rounds of them; so those that lie within
 * each other are made together.
 */
function joinFixes(findings: readonly Finding[], report: Report, path: string): Map<Finding, LintFix> {
  const { fixed } = planFixes(findings, report.sources);
  const single = fixed.flatMap(finding => {
    const fix = fixOf([finding], report, path);
    return fix === undefined ? [] : [{ finding, range: fix.range }];
  });
  const clusters: { findings: Finding[]; end: number }[] = [];
  for (const { finding, range } of single.sort((a, b) => a.range[0] - b.range[0])) {
    const last = clusters.at(-1);
    if (last !== undefined && range[0] <= last.end) {
      last.findings.push(finding);
      last.end = Math.max(last.end, range[1]);
    } else clusters.push({ findings: [finding], end: range[1] });
  }
  return new Map(
    clusters.flatMap(cluster => {
      const fix = fixOf(cluster.findings, report, path);
      return cluster.findings.flatMap(finding => (fix === undefined ? [] : [[finding, fix] as const]));
    }),
  );
}

/** All edits of some findings as one replacement. */
function fixOf(findings: readonly Finding[], { sources }: Report, path: string): LintFix | undefined {
  const edits = planFixes(findings, sources, { unsafe: true }).edits.get(path) ?? [];
  const [first] = edits;
  if (first === undefined) return undefined;
  const source = sources.get(path) ?? '';
  const end = Math.max(...edits.map(edit => edit.end));
  const parts = edits.map(
    (edit, index) => edit.text + source.slice(edit.end, edits[index + 1]?.start ?? end),
  );
  return { range: [first.start, end], text: parts.join('') };
}
