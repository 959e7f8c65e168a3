import type { ts } from 'ts-morph';
import { type Draft, editAt } from './draft.ts';

/** What stands before a node in its line, where that is nothing but blanks. */
export function indentOf(node: ts.Node): string | undefined {
  const { text } = node.getSourceFile();
  const start = node.getStart();
  const before = text.slice(text.lastIndexOf('\n', start) + 1, start);
  return before.trim() === '' ? before : undefined;
}

/** Takes a node out: with its line where it is alone there, else with the blanks that part it from its neighbour. */
export function removeWithLine(draft: Draft, node: ts.Node): void {
  const { text } = node.getSourceFile();
  const [start, end] = [node.getStart(), node.getEnd()];
  const indent = indentOf(node);
  const lineEnd = text.indexOf('\n', end);
  const behind = text.slice(end, lineEnd < 0 ? text.length : lineEnd + 1);
  if (behind.trim() !== '') {
    const gap = behind.length - behind.trimStart().length;
    return editAt(draft, node, start, end + gap, '');
  }
  if (indent !== undefined) return editAt(draft, node, start - indent.length, end + behind.length, '');
  editAt(draft, node, text.slice(0, start).trimEnd().length, end, '');
}
