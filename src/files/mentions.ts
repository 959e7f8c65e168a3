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
    return typeof bytes === 'string' ? undefined : withoutMark(bytes);
  };
}

const MARK = Buffer.from('\uFEFF');

/** Without its byte order mark, which the first word would begin with. */
const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes;

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

/** A search for files in which a name stands as a word: paths, in the order of the files. */
export type Mentioning = (name: string) => readonly string[];

/**
 * Prepares the search among some files. Nothing is read before the first name is asked for; then each file is read once
 * for a filter of its words, and for a name only the few are searched whose filter lets it through.
 */
export function openMentions(bytesOf: Bytes, paths: readonly string[]): Mentioning {
  const answers = new Map<string, readonly string[]>();
  let filters: Uint8Array[] | undefined;
  return name => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    filters ??= paths.map(path => filterOf(bytesOf(path)));
    const needle = Buffer.from(name);
    const hashes = hashesOf(needle);
    const isPossible = (filter: Uint8Array) => hashes.every(hash => isIn(filter, hash));
    const found = paths.filter(
      (path, at) => isPossible(filters?.[at] ?? NO_WORDS) && hasWord(bytesOf(path), needle),
    );
    answers.set(name, found);
    return found;
  };
}

/** A Bloom filter with one hash: about one bit for each byte of the file, of which its words set few. */
const NO_WORDS = new Uint8Array(1);

function filterOf(bytes: Buffer | undefined): Uint8Array {
  if (bytes === undefined) return NO_WORDS;
  const filter = new Uint8Array(2 ** Math.max(0, 29 - Math.clz32(bytes.length)));
  eachWord(bytes, hash => {
    const bit = hash & (filter.length * 8 - 1);
    filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7));
  });
  return filter;
}

function isIn(filter: Uint8Array, hash: number): boolean {
  const bit = hash & (filter.length * 8 - 1);
  return ((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

/** Whether a byte is part of a word; a letter beyond ASCII is several such bytes. */
const IS_WORD_BYTE = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 128 || /[\w$]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** The start of FNV-1a, which is as good as needed and takes one multiplication for a byte. */
const START = 0x811c9dc5 | 0;

const mixed = (hash: number): number => hash ^ (hash >>> 15);

/** Calls back with the hash of every word. */
function eachWord(bytes: Buffer, found: (hash: number) => void): void {
  let hash = START;
  let isInWord = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (IS_WORD_BYTE[byte] === 1) {
      hash = Math.imul(hash ^ byte, 0x01000193);
      isInWord = true;
    } else if (isInWord) {
      found(mixed(hash));
      hash = START;
      isInWord = false;
    }
  }
  if (isInWord) found(mixed(hash));
}

function hashesOf(name: Buffer): number[] {
  const hashes: number[] = [];
  eachWord(name, hash => hashes.push(hash));
  return hashes;
}

function hasWord(bytes: Buffer | undefined, word: Buffer): boolean {
  if (bytes === undefined) return false;
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) {
    const isBegun = IS_WORD_BYTE[bytes[at - 1] ?? 0] === 1;
    if (!isBegun && IS_WORD_BYTE[bytes[at + word.length] ?? 0] !== 1) return true;
  }
  return false;
}
