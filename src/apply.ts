import { applyEdits, compareSpans, type Edit, type Finding } from './finding.ts';

export type FixPlan = {
  /** New texts by path, without byte order marks; only files that change. */
  texts: Map<string, string>;
  /** The edits that made them, each once, in order, with the line ends of their file. */
  edits: Map<string, Edit[]>;
  /** Findings whose fix is in the texts. */
  fixed: Finding[];
  /** All others, in order. Where two fixes are at odds, neither is applied and both findings say so. */
  left: Finding[];
};

/** Which fixes are wanted: the safe ones, or also those that a person should look at. */
export type FixLevel = { unsafe?: boolean | undefined };

/**
 * Puts fixes together: each with all its edits or not at all, equal edits of several fixes once. Pure.
 * `sources` are the texts that the spans point into.
 */
export function planFixes(
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string>,
  { unsafe = false }: FixLevel = {},
): FixPlan {
  const isWanted = ({ fix }: Finding) => fix !== undefined && (unsafe || fix.kind === 'safe');
  const atOdds = findConflicts(findings.filter(isWanted));
  const dropped = spreadDrop(findings, finding => !isWanted(finding) || atOdds.has(finding));
  const fixed = findings.filter(finding => !dropped.has(finding));
  const left = findings
    .filter(finding => dropped.has(finding))
    .map(finding => (atOdds.has(finding) ? withConflict(finding, atOdds.get(finding)) : finding));
  const edits = groupEdits(fixed.flatMap(editsOf), sources);
  const texts = new Map<string, string>();
  for (const [file, inFile] of edits) {
    const before = sources.get(file) ?? '';
    const after = applyEdits(before, inFile);
    if (after !== before) texts.set(file, after);
  }
  return { texts, edits, fixed, left };
}

const editsOf = ({ fix }: Finding): readonly Edit[] => fix?.edits ?? [];
const keyOf = ({ file, start, end, text }: Edit): string => JSON.stringify([file, start, end, text]);

/** The finding without its fix, and with the reason. */
function withConflict({ fix: _, ...finding }: Finding, edit: Edit | undefined): Finding {
  const { file, start, end } = edit ?? finding.span;
  return {
    ...finding,
    blockers: [...finding.blockers, { code: 'conflict', span: { file, start, end }, args: {} }],
  };
}

/** Findings whose edits overlap an edit of another one that is not the same, with that edit of their own. */
function findConflicts(findings: readonly Finding[]): Map<Finding, Edit> {
  const rows = findings
    .flatMap(finding => editsOf(finding).map(edit => ({ finding, edit })))
    .sort((a, b) => compareSpans(a.edit, b.edit));
  const conflicts = new Map<Finding, Edit>();
  for (const [index, row] of rows.entries()) {
    for (let next = index + 1; next < rows.length; next++) {
      const other = rows[next];
      if (other === undefined || other.edit.file !== row.edit.file || other.edit.start > row.edit.end) break;
      if (other.finding === row.finding || !clash(row.edit, other.edit)) continue;
      conflicts.set(row.finding, row.edit);
      conflicts.set(other.finding, other.edit);
    }
  }
  return conflicts;
}

/** Whether two edits of one file, the first one first in order, cannot both be applied. */
function clash(a: Edit, b: Edit): boolean {
  if (isShareable(a) && isShareable(b)) return false;
  if (a.start === b.start && a.end === b.end) return a.text !== b.text;
  return b.start < a.end;
}

/** An import may be added for one finding alone; every other change serves all fixes that contain it. */
const isShareable = ({ start, end, text }: Edit): boolean =>
  start === end && /^\s*(import\b|const .*\brequire\()/.test(text);

/**
 * Fixes with an edit in common stand or fall together: a type that is rewritten for two calls
 * may not be rewritten for one of them. Returns the findings that fall.
 */
const spreadDrop = (findings: readonly Finding[], isDropped: (finding: Finding) => boolean): Set<Finding> =>
  new Set(findMates(findings, findings.filter(isDropped)).keys());

/** All findings that stand or fall with one of some others, these among them, each with the one that it is for. */
export function findMates(findings: readonly Finding[], dropped: readonly Finding[]): Map<Finding, Finding> {
  const byEdit = new Map<string, Finding[]>();
  const keysOf = (finding: Finding) =>
    editsOf(finding)
      .filter(edit => !isShareable(edit))
      .map(keyOf);
  for (const finding of findings) {
    for (const key of keysOf(finding)) byEdit.set(key, [...(byEdit.get(key) ?? []), finding]);
  }
  const queue = [...dropped];
  const mates = new Map(queue.map(finding => [finding, finding]));
  for (const finding of queue) {
    for (const mate of keysOf(finding).flatMap(key => byEdit.get(key) ?? [])) {
      if (mates.has(mate)) continue;
      mates.set(mate, mates.get(finding) ?? finding);
      queue.push(mate);
    }
  }
  return mates;
}

/** The edits of each file, equal ones once, with its line ends. */
function groupEdits(edits: readonly Edit[], sources: ReadonlyMap<string, string>): Map<string, Edit[]> {
  const byFile = new Map<string, Map<string, Edit>>();
  for (const edit of edits) {
    const inFile = byFile.get(edit.file) ?? new Map<string, Edit>();
    const lineEnd = sources.get(edit.file)?.includes('\r\n') ? '\r\n' : '\n';
    byFile.set(edit.file, inFile.set(keyOf(edit), { ...edit, text: edit.text.replace(/\r?\n/g, lineEnd) }));
  }
  const sorted = [...byFile].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([file, inFile]) => [file, [...inFile.values()].sort(compareSpans)]));
}
