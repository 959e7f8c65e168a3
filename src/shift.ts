import type { Edit, Finding, Span } from './finding.ts';

/** Maps an offset of a text to where it is after the edits; what is inside of an edit goes to its start. */
function shiftOffset(offset: number, edits: readonly Edit[]): number {
  let moved = offset;
  for (const edit of edits) {
    if (edit.start >= offset) continue;
    moved += edit.end <= offset ? edit.text.length - (edit.end - edit.start) : edit.start - offset;
  }
  return moved;
}

/**
 * Moves everything a finding points at to where it is after the edits of others, so that what is left after a
 * fix can be shown in the new texts.
 */
export function shiftFinding(finding: Finding, edits: ReadonlyMap<string, readonly Edit[]>): Finding {
  const move = <T extends Span>(span: T): T => {
    const inFile = edits.get(span.file);
    if (inFile === undefined) return span;
    return { ...span, start: shiftOffset(span.start, inFile), end: shiftOffset(span.end, inFile) };
  };
  const moveAt = <T extends { span: Span }>(row: T): T => ({ ...row, span: move(row.span) });
  const shifted = {
    ...moveAt(finding),
    trace: finding.trace.map(moveAt),
    blockers: finding.blockers.map(moveAt),
    notes: finding.notes.map(moveAt),
  };
  if (finding.fix === undefined) return shifted;
  return { ...shifted, fix: { ...finding.fix, edits: finding.fix.edits.map(move) } };
}
