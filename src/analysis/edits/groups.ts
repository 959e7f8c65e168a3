import { compareSpans, type Edit } from '../../finding.ts';
import { isIgnorable } from '../../messages.ts';
import type { Tracker } from '../answer/tracker.ts';
import type { Draft } from './draft.ts';
import { renderLists } from './lists.ts';

/** Drafts whose fixes have to be made together, with all edits of the group. */
export type Group = { drafts: Draft[]; edits: Edit[]; hasConflict: boolean };

/**
 * Puts drafts together that meet at a value, change the same text, or are linked. Edits that only partly overlap are a conflict.
 */
export function groupDrafts(
  drafts: readonly Draft[],
  tracker: Tracker,
  links: readonly (readonly Draft[])[] = [],
): Group[] {
  const parent = new Map(drafts.map(draft => [draft, draft]));
  const find = (draft: Draft): Draft => {
    const next = parent.get(draft) ?? draft;
    return next === draft ? draft : find(next);
  };
  const join = (a: Draft, b: Draft): void => {
    parent.set(find(a), find(b));
  };
  for (const { drafts: meeting } of tracker.stations.values()) joinAll([...meeting], join);
  for (const linked of links) joinAll(linked, join);
  joinByEdits(drafts, join);
  const groups = new Map<Draft, Draft[]>();
  for (const draft of drafts) groups.set(find(draft), [...(groups.get(find(draft)) ?? []), draft]);
  return [...groups.values()].map(createGroup);
}

function joinAll(drafts: readonly Draft[], join: (a: Draft, b: Draft) => void): void {
  const [first, ...rest] = drafts;
  for (const draft of rest) if (first) join(first, draft);
}

function joinByEdits(drafts: readonly Draft[], join: (a: Draft, b: Draft) => void): void {
  const owners = new Map<string, Draft>();
  for (const draft of drafts) {
    const places = [
      ...draft.edits.map(edit => `${edit.file}:${edit.start}`),
      ...draft.lists.map(list => `${list.file}:${list.owner.pos}`),
    ];
    for (const place of places) {
      const owner = owners.get(place);
      if (owner) join(owner, draft);
      else owners.set(place, draft);
    }
  }
}

function createGroup(drafts: Draft[]): Group {
  const all = [...drafts.flatMap(draft => draft.edits), ...renderLists(drafts.flatMap(draft => draft.lists))];
  const unique = new Map(all.map(edit => [`${edit.file}:${edit.start}:${edit.end}:${edit.text}`, edit]));
  const { edits, hasConflict } = settle([...unique.values()].sort(compareSpans));
  return { drafts, edits, hasConflict };
}

/** Drops edits inside a stretch that is deleted or replaced as a whole; any other overlap is a conflict. */
function settle(sorted: Edit[]): { edits: Edit[]; hasConflict: boolean } {
  const edits: Edit[] = [];
  let hasConflict = false;
  for (const edit of sorted) {
    const last = edits.at(-1);
    const overlaps = last && last.file === edit.file && edit.start < last.end;
    if (!overlaps) edits.push(edit);
    else if (last.text === '' && edit.text === '' && edit.end <= last.end) continue;
    else if (edit.start === last.start && edit.text === '' && last.text === '')
      edits[edits.length - 1] = edit;
    else hasConflict = true;
  }
  return { edits, hasConflict };
}

/** Whether nothing stands against rewriting a group but what a person may judge. */
export const isFixable = ({ drafts, edits, hasConflict }: Group): boolean =>
  !hasConflict &&
  edits.length > 0 &&
  drafts.every(({ blockers }) => blockers.every(({ code }) => isIgnorable(code)));
