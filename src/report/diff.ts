import { formatPatch, structuredPatch } from 'diff';

/** A file before and after, with its byte order mark if it has one; `before` is undefined for a new file. */
export type Change = { path: string; before: string | undefined; after: string; created?: boolean };

/** Lines of context; git's own number. */
const CONTEXT = 3;

/** A patch that `git apply` takes, empty where nothing changes. Paths are relative to where it is applied. */
export const renderDiff = (changes: readonly Change[]): string =>
  changes.map(change => (change.before === change.after ? '' : renderChange(change))).join('');

/**
 * Without git's own header: `git apply` takes the paths below such a header from the top of the repository, and
 * passes over all of them in silence when it runs in a folder further down, where the paths count from.
 */
const HEADER = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

function renderChange({ path, before, after, created }: Change): string {
  const old = (created ?? before === undefined) ? '/dev/null' : `a/${path}`;
  const patch = structuredPatch(old, `b/${path}`, before ?? '', after, undefined, undefined, {
    context: CONTEXT,
  });
  return formatPatch(patch, HEADER);
}
