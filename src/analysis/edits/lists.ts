import type { ts } from 'ts-morph';
import type { Edit } from '../../finding.ts';
import { indentOf } from './lines.ts';

/**
 * A change of a list: an element to take out, or text to put in behind the last one. Changes of one list have
 * to be made together, because a comma belongs to two neighbours.
 */
export type ListChange = {
  file: string;
  /** The node whose braces, brackets or parentheses hold the list. */
  owner: ts.Node;
  elements: readonly ts.Node[];
  remove?: ts.Node;
  add?: string;
};

/** Makes the edits of all changes, list by list. */
export function renderLists(changes: readonly ListChange[]): Edit[] {
  const owners = new Map<ts.Node, ListChange[]>();
  for (const change of changes) owners.set(change.owner, [...(owners.get(change.owner) ?? []), change]);
  return [...owners.values()].flatMap(renderList);
}

function renderList(changes: ListChange[]): Edit[] {
  const [first] = changes;
  if (!first) return [];
  const { file, elements } = first;
  const removed = new Set(changes.flatMap(change => change.remove ?? []));
  const added = [...new Set(changes.flatMap(change => change.add ?? []))];
  const kept = elements.filter(element => !removed.has(element));
  const edit = (start: number, end: number, text: string): Edit => ({ file, start, end, text });
  if (kept.length === 0) return [emptied(first, added, edit)];
  const last = kept.at(-1) as ts.Node;
  const insertion =
    added.length > 0
      ? [edit(last.end, last.end, added.map(text => separatorBefore(last) + text).join(''))]
      : [];
  return [...removals(elements, removed, edit), ...insertion];
}

type MakeEdit = (start: number, end: number, text: string) => Edit;

/** All elements go: the inside of the list is replaced as a whole. */
function emptied({ owner, elements }: ListChange, added: string[], edit: MakeEdit): Edit {
  const text = added.join(', ');
  const [first] = elements;
  const last = elements.at(-1);
  const pads = owner.getText().startsWith('{') && text !== '';
  const inside = pads ? ` ${text} ` : text;
  if (!first || !last) {
    const source = owner.getText();
    const open = owner.getStart() + source.search(/[{[(]/) + 1;
    return edit(open, owner.getEnd() - 1, inside);
  }
  return edit(first.getFullStart(), closingOffset(last), inside);
}

/** The offset of the brace that closes the list of which this is the last element. */
function closingOffset(last: ts.Node): number {
  const text = last.getSourceFile().text;
  let at = last.end;
  while (at < text.length && /[\s,;]/.test(text[at] ?? '')) at++;
  return at;
}

/** A run of removed elements goes with the comma before it, or at the head with the comma behind it. */
function removals(elements: readonly ts.Node[], removed: ReadonlySet<ts.Node>, edit: MakeEdit): Edit[] {
  const edits: Edit[] = [];
  for (let from = 0; from < elements.length; from++) {
    if (!removed.has(elements[from] as ts.Node)) continue;
    let to = from;
    while (removed.has(elements[to + 1] as ts.Node)) to++;
    const before = elements[from - 1];
    const next = elements[to + 1];
    if (before) edits.push(edit(before.end, (elements[to] as ts.Node).end, ''));
    else if (next) edits.push(edit((elements[from] as ts.Node).getStart(), next.getStart(), ''));
    from = to;
  }
  return edits;
}

/** A comma and what stands before the last element: a blank, or a line break with its indentation. */
function separatorBefore(last: ts.Node): string {
  const indent = indentOf(last);
  return indent === undefined ? ', ' : `,\n${indent}`;
}
