import type { Snapshot } from './snapshot.ts';

/** Up to this many bytes are kept; a larger tree is read again for every question. */
const KEPT_BYTES = 128 * 1024 * 1024;

/** The bytes of a file, until the next one is asked for; undefined where it cannot be read. */
export type Bytes = (path: string) => Buffer | undefined;

/** A view of the bytes of many files that are asked for again and again. Nothing is read before the first one is. */
export function openBytes(snapshot: Snapshot, paths: readonly string[]): Bytes {
  let kept: Map<string, Buffer> | undefined;
  return path => {
    kept ??= keepBytes(snapshot, paths);
    const bytes = kept.get(path) ?? snapshot.peek(path);
    return typeof bytes === 'string' ? undefined : bytes;
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

/** A search for files whose bytes contain a name. */
export function openMentions(bytesOf: Bytes, paths: readonly string[]): (name: string) => readonly string[] {
  const answers = new Map<string, readonly string[]>();
  return name => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    const needle = Buffer.from(name);
    const found = paths.filter(path => bytesOf(path)?.includes(needle));
    answers.set(name, found);
    return found;
  };
}
