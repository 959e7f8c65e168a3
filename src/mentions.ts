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

/** A search for files in which a name stands as a word. */
export type Mentions = {
  mentioning(name: string): readonly string[];
  /** Looks for many names at once, so that `mentioning` knows them. */
  expect(names: readonly string[]): void;
};

/** Up to this many names are looked for one by one, which is faster than reading all words. */
const FEW_NAMES = 12;

/** Prepares the search among some files. Nothing is read before the first name is asked for. */
export function openMentions(bytesOf: Bytes, paths: readonly string[]): Mentions {
  const answers = new Map<string, readonly string[]>();
  const mentioning = (name: string) => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    const needle = Buffer.from(name);
    const found = paths.filter(path => hasWord(bytesOf(path), needle));
    answers.set(name, found);
    return found;
  };
  const expect = (names: readonly string[]) => {
    const unknown = names.filter(name => !answers.has(name) && IDENTIFIER.test(name));
    if (unknown.length <= FEW_NAMES) return;
    const found = new Map(unknown.map(name => [name, [] as string[]]));
    for (const path of paths) {
      const words = new Set(bytesOf(path)?.toString('latin1').match(WORDS));
      for (const word of words) found.get(word)?.push(path);
    }
    for (const [name, holders] of found) answers.set(name, holders);
  };
  return { mentioning, expect };
}

const IDENTIFIER = /^[\w$]+$/;

/** Words as they are in latin1: a letter beyond ASCII is several signs there, and part of a word. */
const WORDS = /[\w$\u0080-\u00ff]+/g;

const WORD_BYTES: ReadonlySet<number> = new Set([
  ...Buffer.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$'),
  ...Array.from({ length: 128 }, (_, at) => 128 + at),
]);

function hasWord(bytes: Buffer | undefined, word: Buffer): boolean {
  if (bytes === undefined) return false;
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) {
    const isBegun = at > 0 && WORD_BYTES.has(bytes[at - 1] ?? 0);
    if (!isBegun && !WORD_BYTES.has(bytes[at + word.length] ?? 0)) return true;
  }
  return false;
}
