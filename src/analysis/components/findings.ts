import type { Edit, Finding, Fix, Span } from '../../finding.ts';
import type { Group } from '../edits/groups.ts';
import { type Components, originalEdit, originalSpan } from './places.ts';

/** A fix may only change expressions of a template, and only to what can stand where they are written. */
export function checkTemplates({ drafts, edits }: Group): void {
  const [first] = drafts;
  if (!first) return;
  const { components } = first.workspace;
  for (const edit of edits) {
    if (originalEdit(edit, components)) continue;
    const { file, start, end } = edit;
    const args = { text: excerptOf(edit, components) };
    for (const draft of drafts)
      draft.blockers.push({ code: 'template-edit', span: { file, start, end }, args });
  }
}

/** The expression that an edit is in, or begins before. */
function excerptOf({ file, start }: Edit, components: Components): string {
  const chunk = components.get(file)?.chunks.find(one => start <= one.at + one.end - one.start);
  const code = components.get(file)?.code ?? '';
  return chunk ? code.slice(chunk.at, chunk.at + chunk.end - chunk.start).replace(/\s+/g, ' ') : '';
}

/** Findings with all places and edits in the files as they are written. A fix that several share stays one. */
export function inOriginals(findings: readonly Finding[], components: Components): Finding[] {
  if (components.size === 0) return [...findings];
  const fixes = new Map<Fix, Fix>();
  const move = <T extends { span: Span }>(all: readonly T[]): T[] =>
    all.map(one => ({ ...one, span: originalSpan(one.span, components) }));
  return findings.map(({ fix, ...finding }) => {
    const moved: Finding = {
      ...finding,
      span: originalSpan(finding.span, components),
      trace: move(finding.trace),
      blockers: move(finding.blockers),
      notes: move(finding.notes),
    };
    if (fix) moved.fix = moveFix(fix, components, fixes);
    return moved;
  });
}

function moveFix(fix: Fix, components: Components, fixes: Map<Fix, Fix>): Fix {
  const known = fixes.get(fix);
  if (known) return known;
  const moved = { ...fix, edits: fix.edits.flatMap(edit => originalEdit(edit, components) ?? []) };
  fixes.set(fix, moved);
  return moved;
}
