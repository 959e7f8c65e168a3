import { formatPatch, structuredPatch } from 'diff';

/** A file before and after, with its byte order mark if it has one; `before` is undefined for a new file. */
export type Change = { path: string; before: string | undefined; after: string; created?: boolean };

/** Lines of context; git's own number. */
const CONTEXT = 3;

/** A patch that `git apply` takes, empty where nothing changes. Paths are relative to where it is applied. */
export const renderDiff = (changes: readonly Change[]): string =>
  changes.map(change => (change.before === change.after ? '' : renderChange(change))).join('');

function renderChange({ path, before, after, created }: Change): string {
  const isCreate = created ?? before === undefined;
  const old = isCreate ? '/dev/null' : `a/${path}`;
  const patch = structuredPatch(old, `b/${path}`, before ?? '', after, undefined, undefined, {
    context: CONTEXT,
  });
  return formatPatch({ ...patch, isGit: true, ...(isCreate && { isCreate, newMode: '100644' }) });
}
