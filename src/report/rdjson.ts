import type { Finding, Report, Severity } from '../finding.ts';
import { applyTo, editsByFile } from './change.ts';
import { openPlaces, type Places } from './lines.ts';
import { indexRules, tellInOneLine } from './wording.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

/** A longer suggestion would hide what changes. */
const LONGEST_SUGGESTION = 40;

type Position = { line: number; column: number };
type Range = { start: Position; end: Position };
type RangeOf = (file: string, start: number, end: number) => Range;

/**
 * The diagnostics of reviewdog. A fix is a suggestion where it lies in the file of its finding and does not begin
 * above it: a review can take nothing else, and half a fix would be wrong.
 */
export function renderRdjson(report: Report): string {
  const places = openPlaces(report.sources);
  const rules = indexRules(report);
  const rangeOf = openRanges(report, places);
  const diagnostics = report.findings.map(finding => {
    const { file, start, end } = finding.span;
    const rule = rules.get(finding.rule);
    const message = tellInOneLine(finding, rule, { place: ({ span }) => places.nameOf(span) });
    const suggestion = suggestionOf(finding, places, rangeOf);
    return {
      message,
      location: { path: file, range: rangeOf(file, start, end) },
      severity: SEVERITIES[finding.severity],
      code: { value: finding.rule, ...(rule && { url: rule.docs }) },
      ...(suggestion && { suggestions: [suggestion] }),
    };
  });
  const problems = report.problems.map(({ file, code, message, fatal }) => ({
    message: `${file}: ${message}`,
    location: { path: file },
    severity: fatal ? 'ERROR' : 'WARNING',
    code: { value: code },
  }));
  const output = { source: { name: 'glanceshift' }, diagnostics: [...diagnostics, ...problems] };
  return `${JSON.stringify(output, null, 2)}\n`;
}

/** Columns of this format count bytes of UTF-8, with a byte order mark if there is one. */
const openRanges =
  ({ marked }: Report, { linesOf, textOf }: Places): RangeOf =>
  (file, start, end) => {
    const at = (offset: number): Position => {
      const lines = linesOf(file);
      const { line } = lines.at(offset);
      const mark = line === 1 && marked?.has(file) ? '\uFEFF' : '';
      const before = mark + textOf(file).slice(lines.startOf(line), offset);
      return { line, column: new TextEncoder().encode(before).length + 1 };
    };
    return { start: at(start), end: at(end) };
  };

/** All edits of a fix as one, over everything between them. */
function suggestionOf({ fix, span }: Finding, places: Places, rangeOf: RangeOf) {
  if (fix === undefined) return undefined;
  const files = editsByFile(fix, places);
  const edits = files.get(span.file);
  const first = edits?.[0];
  if (files.size !== 1 || edits === undefined || first === undefined) return undefined;
  const start = Math.min(span.start, first.start);
  const end = Math.max(span.end, ...edits.map(edit => edit.end));
  const range = rangeOf(span.file, start, end);
  const isElsewhere = range.start.line !== places.regionOf(span).line;
  if (isElsewhere || range.end.line - range.start.line >= LONGEST_SUGGESTION) return undefined;
  return { range, text: applyTo(places.textOf(span.file).slice(start, end), edits, start) };
}
