import type { Span } from '../../finding.ts';
import { changedFields } from '../answer/fields.ts';
import type { ReadFile } from '../components/component.ts';
import type { Draft } from '../edits/draft.ts';
import type { Group } from '../edits/groups.ts';
import type { Workspace } from '../project/project.ts';

/**
 * Holds a fix against the templates that it is about: a read of a field that changes which stands in none of the
 * expressions that were copied out of them was not seen, and would stay as it is.
 */
export function checkRest({ drafts, edits }: Group, read: ReadFile): void {
  const [first] = drafts;
  if (!first || first.compat) return;
  const { workspace, rule } = first;
  const paths = new Set(edits.map(({ file }) => file).filter(file => workspace.components.has(file)));
  const reads = new RegExp(`[\\w$)\\]]\\??\\.(${changedFields(rule).join('|')})\\b`, 'g');
  for (const file of new Set([...paths].flatMap(path => textsOf(path, workspace))))
    for (const { index, 0: found, 1: text = '' } of withoutAside(read(file) ?? '').matchAll(reads))
      if (!isSeen(file, index, workspace))
        tell(drafts, { file, start: index + found.length - text.length, end: index + found.length }, text);
}

function tell(drafts: readonly Draft[], span: Span, text: string): void {
  for (const draft of drafts) draft.blockers.push({ code: 'opaque-template', span, args: { text } });
}

/** The component, and the files that its template is in. */
const textsOf = (path: string, { components }: Workspace): string[] => [
  path,
  ...(components.get(path)?.chunks.map(({ file }) => file) ?? []),
];

/** Comments and styles read nothing. */
const withoutAside = (text: string): string =>
  text.replace(/<!--[\s\S]*?-->|<style[\s\S]*?<\/style>/g, aside => ' '.repeat(aside.length));

/** Whether a place is in a script, or in an expression that was copied. */
function isSeen(file: string, at: number, { components }: Workspace): boolean {
  const own = components.get(file);
  if (own && at < own.length && own.code.charAt(at).trim() !== '') return true;
  return [...components.values()].some(({ chunks }) =>
    chunks.some(chunk => chunk.file === file && chunk.start <= at && at < chunk.end),
  );
}
