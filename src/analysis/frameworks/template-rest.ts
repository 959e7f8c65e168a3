import { ts } from 'ts-morph';
import type { Span } from '../../finding.ts';
import { changedFields } from '../answer/fields.ts';
import { isTextPiece } from '../code/syntax.ts';
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
  const reads = new RegExp(`[\\w$)\\]]\\??\\.(${changedFields(rule).join('|')})\\b`, 'g');
  const unseen = (file: string, start: number, text: string, isKnown: typeof isSeen): Span[] =>
    [...text.matchAll(reads)]
      .filter(({ index }) => !isKnown(file, start + index, workspace))
      .map(({ index, 0: found, 1: field = '' }) => {
        const end = start + index + found.length;
        return { file, start: end - field.length, end };
      });
  const paths = [...new Set(edits.map(({ file }) => file))];
  const inTemplates = new Set(paths.flatMap(path => textsOf(path, workspace)));
  for (const span of [
    ...[...inTemplates].flatMap(file => unseen(file, 0, withoutAside(read(file) ?? ''), isSeen)),
    ...paths.flatMap(file =>
      stringsOf(file, workspace).flatMap(({ at, text }) => unseen(file, at, text, isCopied)),
    ),
  ])
    tell(drafts, span, read(span.file)?.slice(span.start, span.end) ?? '');
}

const MARKUP = /<[\w%]|\{\{/;

/** Texts of a script that hold markup: the template of a component, or one for a library that fills it. */
function stringsOf(path: string, { files, components }: Workspace): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  const end = components.get(path)?.length ?? Number.POSITIVE_INFINITY;
  const visit = (node: ts.Node): void => {
    if (node.getStart() >= end) return;
    if (isTextPiece(node) && MARKUP.test(node.getText()))
      found.push({ at: node.getStart(), text: node.getText() });
    ts.forEachChild(node, visit);
  };
  const file = files.get(path);
  if (file) visit(file);
  return found;
}

function tell(drafts: readonly Draft[], span: Span, text: string): void {
  for (const draft of drafts) draft.blockers.push({ code: 'opaque-template', span, args: { text } });
}

/** The component, and the files that its template is in. */
function textsOf(path: string, { components }: Workspace): string[] {
  const component = components.get(path);
  return component ? [path, ...component.chunks.map(({ file }) => file)] : [];
}

/** Comments and styles read nothing. */
const withoutAside = (text: string): string =>
  text.replace(/<!--[\s\S]*?-->|<style[\s\S]*?<\/style>/g, aside => ' '.repeat(aside.length));

/** Whether a place is in a script, or in an expression that was copied. */
function isSeen(file: string, at: number, workspace: Workspace): boolean {
  const own = workspace.components.get(file);
  if (own && at < own.length && own.code.charAt(at).trim() !== '') return true;
  return isCopied(file, at, workspace);
}

const isCopied = (file: string, at: number, { components }: Workspace): boolean =>
  [...components.values()].some(({ chunks }) =>
    chunks.some(chunk => chunk.file === file && chunk.start <= at && at < chunk.end),
  );
