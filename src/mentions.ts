import type { Snapshot } from './snapshot.ts';

/** Up to this many bytes are kept; a larger tree is read again for every name. */
const KEPT_BYTES = 128 * 1024 * 1024;

/** A search for files whose bytes contain a name. Nothing is read before the first one is asked for. */
export function openMentions(
  snapshot: Snapshot,
  paths: readonly string[],
): (name: string) => readonly string[] {
  const answers = new Map<string, readonly string[]>();
  let kept: Map<string, Buffer> | undefined;
  return name => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    kept ??= keepBytes(snapshot, paths);
    const needle = Buffer.from(name);
    const found = paths.filter(path => {
      const bytes = kept?.get(path) ?? snapshot.peek(path);
      return typeof bytes !== 'string' && bytes.includes(needle);
    });
    answers.set(name, found);
    return found;
  };
}

function keepBytes(snapshot: Snapshot, paths: readonly string[]): Map<string, Buffer> {
  const kept = new Map<string, Buffer>();
  let total = 0;
  for (const path of paths) {
    const bytes = snapshot.peek(path);
    if (typeof bytes === 'string') continue;
    total += bytes.length;
    if (total > KEPT_BYTES) return kept;
    kept.set(path, Buffer.from(bytes));
  }
  return kept;
}
