import { compareSpans, type Finding, SEVERITIES, type Span, type Step } from '../finding.ts';

/**
 * The findings as a report tells them: calls that share the constant their path is written in, and the fate of their
 * fix, are one finding at that constant, with the calls as places that belong to it. In order.
 */
export function joinByOrigin(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const [index, finding] of findings.entries()) {
    const key = finding.origin ? keyOf(finding, finding.origin) : `${index}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map(joined).sort((a, b) => compareSpans(a.span, b.span));
}

const placeOf = ({ file, start, end }: Span): string => JSON.stringify([file, start, end]);

function keyOf({ rule, fix }: Finding, origin: Span): string {
  const edits = fix && [fix.kind, ...fix.edits.map(edit => placeOf(edit) + edit.text)];
  return JSON.stringify([rule, placeOf(origin), edits]);
}

function joined(findings: readonly Finding[]): Finding {
  const [first] = findings as [Finding];
  if (findings.length === 1 || first.origin === undefined) return first;
  const severities = findings.map(({ severity }) => SEVERITIES.indexOf(severity));
  return {
    ...first,
    severity: SEVERITIES[Math.min(...severities)] ?? first.severity,
    span: first.origin,
    trace: joinTraces(findings),
    blockers: unique(findings.flatMap(({ blockers }) => blockers)),
    notes: unique(findings.flatMap(({ notes }) => notes)),
  };
}

/** The steps of one kind together, as in the trace of a single call. */
function joinTraces(findings: readonly Finding[]): Step[] {
  const steps = findings.flatMap(({ trace }) => trace);
  const roles = [...new Set(steps.map(({ role }) => role))];
  const all = roles.flatMap(role => steps.filter(step => step.role === role));
  return [...new Map(all.map(step => [step.role + placeOf(step.span), step])).values()];
}

const unique = <T extends { code: string; span: Span }>(all: readonly T[]): T[] => [
  ...new Map(all.map(one => [one.code + placeOf(one.span), one])).values(),
];
