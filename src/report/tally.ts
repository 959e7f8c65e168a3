import type { Finding, Report, Severity } from '../finding.ts';
import { count, doubtsOf, indexRules } from './wording.ts';

/** A code with the number of findings that it holds back, the most frequent first. */
type Reasons = [code: string, findings: number][];

/** What a report adds up to. */
export type Tally = {
  findings: number;
  files: number;
  severities: Record<Severity, number>;
  safe: number;
  unsafe: number;
  none: number;
  /** Why findings have no fix. */
  heldBack: Reasons;
  /** Why fixes are unsafe. */
  doubts: Reasons;
  suppressed: { inline: number; baseline: number };
  fixed: number;
};

/** Counts a report; `fixed` are the findings that this run has taken care of. */
export function tallyReport(report: Report, fixed: readonly Finding[] = []): Tally {
  const { findings, suppressed = [] } = report;
  const rules = indexRules(report);
  const countBy = (isCounted: (finding: Finding) => boolean): number => findings.filter(isCounted).length;
  const reasons = (kind: 'unsafe' | undefined): Reasons =>
    rank(
      findings
        .filter(({ fix }) => fix?.kind === kind)
        .flatMap(finding => doubtsOf(finding, rules.get(finding.rule))),
    );
  return {
    findings: findings.length,
    files: new Set(findings.map(({ span }) => span.file)).size,
    severities: {
      error: countBy(({ severity }) => severity === 'error'),
      warning: countBy(({ severity }) => severity === 'warning'),
      note: countBy(({ severity }) => severity === 'note'),
    },
    safe: countBy(({ fix }) => fix?.kind === 'safe'),
    unsafe: countBy(({ fix }) => fix?.kind === 'unsafe'),
    none: countBy(({ fix }) => fix === undefined),
    heldBack: reasons(undefined),
    doubts: reasons('unsafe'),
    suppressed: {
      inline: suppressed.filter(({ suppression }) => suppression.kind === 'inline').length,
      baseline: suppressed.filter(({ suppression }) => suppression.kind === 'baseline').length,
    },
    fixed: fixed.length,
  };
}

function rank(codes: readonly string[]): Reasons {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** `2 escape, 1 no-call`. */
const listReasons = (reasons: Reasons): string =>
  reasons.map(([code, findings]) => `${findings} ${code}`).join(', ');

/** `3 findings in 2 files: 2 errors, 1 warning`, the same in every output that has room for it. */
export function tellTotal({ findings, files, severities }: Tally): string {
  if (findings === 0) return 'no findings';
  const parts = (['error', 'warning', 'note'] as const)
    .filter(severity => severities[severity] > 0)
    .map(severity => count(severities[severity], severity));
  return `${count(findings, 'finding')} in ${count(files, 'file')}: ${parts.join(', ')}`;
}

/** One line each for what can be done and what has been. */
export function tellWork(tally: Tally): string[] {
  const { safe, unsafe, none, heldBack, doubts, suppressed, fixed } = tally;
  const because = (reasons: Reasons): string => (reasons.length === 0 ? '' : ` (${listReasons(reasons)})`);
  const known = [
    suppressed.inline > 0 ? `${suppressed.inline} by comments` : '',
    suppressed.baseline > 0 ? `${suppressed.baseline} recorded as known` : '',
  ].filter(text => text !== '');
  return [
    fixed > 0 ? `${fixed} fixed` : '',
    safe > 0 ? `${safe} can be fixed safely: --fix` : '',
    unsafe > 0 ? `${unsafe} can be fixed, to be looked at: --fix --unsafe${because(doubts)}` : '',
    none > 0 ? `${none} cannot be fixed by the tool${because(heldBack)}` : '',
    known.length > 0 ? `${suppressed.inline + suppressed.baseline} suppressed: ${known.join(', ')}` : '',
  ].filter(text => text !== '');
}
