import { findMates } from '../apply.ts';
import type { Finding } from '../finding.ts';
import type { FileKind } from '../texts/file-kinds.ts';
import { applyInline, type InlineResult } from './inline.ts';

export type Suppression = {
  /** All findings of the run, also those of files that were not asked for: a fix may reach into them. */
  findings: readonly Finding[];
  /** The files asked for that hold a comment of ours. */
  marked: readonly string[];
  readFile: (path: string) => string | undefined;
  kind: (path: string) => FileKind | undefined;
  /** Ids of the rules that there are, and of those that were applied. */
  known: readonly string[];
  applied: readonly string[];
  /** Whether comments may suppress anything. */
  isAllowed: boolean | undefined;
  /** Whether a comment that suppresses nothing is a finding. */
  tellsUnused: boolean;
};

/**
 * Takes out what comments in the code suppress, and the fixes that would change such a place: what a comment
 * leaves alone is not rewritten because of another call.
 */
export function suppressInline(input: Suppression): InlineResult {
  const own = new Set(input.marked);
  const paths = new Set([...own, ...input.findings.map(({ span }) => span.file)]);
  const marked = [...paths].flatMap(path => {
    const [text, kind] = [input.readFile(path), input.kind(path)];
    return text === undefined || kind === undefined ? [] : [{ path, kind, text }];
  });
  const known = new Set(input.known);
  const applied = new Set(input.applied);
  const { findings, isAllowed } = input;
  const { kept, suppressed, unused } = applyInline({ findings, marked, known, applied, isAllowed });
  return {
    kept: holdBack(kept, suppressed),
    suppressed,
    // Of a file that was not asked for, a comment may serve a call that was not looked at.
    unused: input.tellsUnused ? unused.filter(({ span }) => own.has(span.file)) : [],
  };
}

/** Without the fixes that share an edit with a finding that is left alone; they say so. */
function holdBack(kept: readonly Finding[], leftAlone: readonly Finding[]): Finding[] {
  const mates = findMates([...kept, ...leftAlone], leftAlone);
  return kept.map(finding => {
    const mate = mates.get(finding);
    if (mate === undefined || finding.fix === undefined) return finding;
    const { fix: _, ...rest } = finding;
    return { ...rest, blockers: [...rest.blockers, { code: 'left-alone', span: mate.span, args: {} }] };
  });
}
