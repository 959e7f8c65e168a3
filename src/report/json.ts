import type { Edit, Finding, Report, Span, SuppressedFinding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { editsByFile } from './change.ts';
import { stableIds } from './fingerprint.ts';
import type { RenderOptions } from './index.ts';
import { openPlaces, type Places, type Region } from './lines.ts';
import { tallyReport } from './tally.ts';
import { headlineOf, indexRules, standingNotes, tellBlockers, tellNotes } from './wording.ts';

/**
 * A place in a file. `start` and `end` are offsets in UTF-16 code units from 0, without a byte order mark, `end`
 * exclusive; lines and columns count from 1, `endColumn` exclusive.
 */
export type JsonPlace = Span & Region;

export type JsonFinding = {
  /** Stays the same when the code around the finding moves. */
  id: string;
  rule: string;
  severity: 'error' | 'warning' | 'note';
  message: string;
  deprecated: string;
  replacement: string;
  place: JsonPlace;
  /** What `--fix` (`safe`) or `--fix --unsafe` (`unsafe`) writes: all edits, or none. */
  fix: { kind: 'safe' | 'unsafe'; edits: { place: JsonPlace; text: string }[] } | null;
  /** What stops a fix, or makes it unsafe. */
  blockers: JsonReason[];
  /** Differences of the two APIs that stay; those of every call stand with the rule. */
  notes: (Omit<JsonReason, 'why'> & { consent: boolean })[];
  /** From where the path is written to where the answer is read. */
  trace: { role: string; text: string; place: JsonPlace }[];
  /** Only in `suppressed`. */
  suppression?: { kind: 'inline' | 'baseline'; reason: string };
};

type JsonReason = {
  code: string;
  what: string;
  why: string;
  todo: string;
  args: Record<string, string>;
  place: JsonPlace;
};

/** The whole output. Within a `version`, members are only ever added. */
export type JsonReport = {
  version: 1;
  tool: { name: 'glanceshift'; version?: string };
  summary: {
    findings: number;
    files: number;
    severities: { error: number; warning: number; note: number };
    fixes: { safe: number; unsafe: number; none: number };
    /** Findings without a fix, by the code of each blocker. */
    heldBack: Record<string, number>;
    /** Findings with an unsafe fix, by the code of each blocker and note. */
    doubts: Record<string, number>;
    suppressed: { inline: number; baseline: number };
    fixed: number;
  };
  findings: JsonFinding[];
  suppressed: JsonFinding[];
  problems: { code: string; file: string; message: string; fatal: boolean }[];
  rules: {
    id: string;
    title: string;
    docs: string;
    /** Dates like `2027-01-31`, where the rule knows them. */
    since?: string;
    sunset?: string;
    notes: { code: string; what: string; todo: string }[];
  }[];
  /** `milliseconds` only where it was asked for. */
  stats: { files: number; seeds: number; skipped: number; milliseconds?: number };
};

/** Everything that the other outputs are made from, with all words, as described by {@link JsonReport}. */
export function renderJson(report: Report, options: RenderOptions): string {
  const places = openPlaces(report.sources);
  const rules = indexRules(report);
  const ids = stableIds(report);
  const toJson = (finding: Finding): JsonFinding => ({
    id: ids.get(finding) ?? '',
    rule: finding.rule,
    severity: finding.severity,
    message: headlineOf(finding),
    deprecated: finding.deprecated,
    replacement: finding.replacement,
    place: placeOf(finding.span, places),
    fix: fixOf(finding, places),
    blockers: tellBlockers(finding).map(({ span, ...words }) => ({ ...words, place: placeOf(span, places) })),
    notes: tellNotes(finding, rules.get(finding.rule)).map(({ span, ...words }) => ({
      ...words,
      place: placeOf(span, places),
    })),
    trace: finding.trace.map(({ role, text, span }) => ({ role, text, place: placeOf(span, places) })),
  });
  const { findings, suppressed = [] } = report;
  const output: JsonReport = {
    version: 1,
    tool: { name: 'glanceshift', ...(options.version !== undefined && { version: options.version }) },
    summary: summaryOf(report, options),
    findings: findings.map(toJson),
    suppressed: suppressed.map(row => ({ ...toJson(row), suppression: suppressionOf(row) })),
    problems: report.problems,
    rules: report.rules.map(ruleOf),
    stats: statsOf(report, options),
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}

const ruleOf = (rule: Rule): JsonReport['rules'][number] => ({
  id: rule.id,
  title: rule.title,
  docs: rule.docs,
  ...(rule.deprecated.since !== undefined && { since: rule.deprecated.since }),
  ...(rule.deprecated.sunset !== undefined && { sunset: rule.deprecated.sunset }),
  notes: standingNotes(rule),
});

const suppressionOf = ({ suppression: { kind, reason } }: SuppressedFinding) => ({ kind, reason });

const placeOf = ({ file, start, end }: Span, places: Places): JsonPlace => ({
  file,
  start,
  end,
  ...places.regionOf({ file, start, end }),
});

function fixOf({ fix }: Finding, places: Places): JsonFinding['fix'] {
  if (fix === undefined) return null;
  const edits = [...editsByFile(fix, places).values()].flat();
  return {
    kind: fix.kind,
    edits: edits.map((edit: Edit) => ({ place: placeOf(edit, places), text: edit.text })),
  };
}

function summaryOf(report: Report, { fixed }: RenderOptions): JsonReport['summary'] {
  const { safe, unsafe, none, heldBack, doubts, ...counts } = tallyReport(report, fixed);
  return {
    findings: counts.findings,
    files: counts.files,
    severities: counts.severities,
    fixes: { safe, unsafe, none },
    heldBack: Object.fromEntries(heldBack),
    doubts: Object.fromEntries(doubts),
    suppressed: counts.suppressed,
    fixed: counts.fixed,
  };
}

const statsOf = ({ stats }: Report, { times }: RenderOptions): JsonReport['stats'] => {
  const { milliseconds, ...counts } = stats;
  return times ? { ...counts, milliseconds } : counts;
};
