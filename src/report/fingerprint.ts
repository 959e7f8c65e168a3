import { createHash } from 'node:crypto';
import { compareSpans, type Finding, type Report } from '../finding.ts';
import { identify } from '../texts/identity.ts';

/** How many characters from the start of a line count. */
const BLOCK = 100;
const BASE = 37;
const WORD = 2 ** 32;
/** What stands for the end of the file. */
const END = 0xffff;

/**
 * The `primaryLocationLineHash` that GitHub computes for each line of a file. A text whose file begins with a
 * byte order mark is given with it: GitHub counts it.
 */
function hashLines(text: string): string[] {
  const { codes, starts } = squeeze(text);
  const seen = new Map<string, number>();
  return starts.map(start => {
    const hash = hashBlock(codes, start);
    const n = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, n);
    return `${hash}:${n}`;
  });
}

/** The characters that count, with the end of the file, and where each line starts among them. */
function squeeze(text: string): { codes: number[]; starts: number[] } {
  const codes: number[] = [];
  const starts = [0];
  for (const part of text.replace(/[ \t]/g, '').split(/\r\n|\n|\r/)) {
    if (codes.length > 0) starts.push(codes.length);
    for (let index = 0; index < part.length; index++) codes.push(part.charCodeAt(index));
    codes.push(10);
  }
  codes[codes.length - 1] = END;
  return { codes, starts };
}

/** A polynomial of 64 bits, kept as two words; behind the end stand zeros. */
function hashBlock(codes: readonly number[], start: number): string {
  let high = 0;
  let low = 0;
  for (let index = start; index < start + BLOCK; index++) {
    const next = low * BASE + (codes[index] ?? 0);
    high = (high * BASE + Math.floor(next / WORD)) % WORD;
    low = next % WORD;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}

/** Hashes by file and line, each file hashed when it is first asked for. */
export function openLineHashes({ sources, marked }: Report): (file: string, line: number) => string {
  const known = new Map<string, string[]>();
  return (file, line) => {
    const hashes =
      known.get(file) ?? hashLines((marked?.has(file) ? '\uFEFF' : '') + (sources.get(file) ?? ''));
    known.set(file, hashes);
    return hashes[line - 1] ?? '';
  };
}

/**
 * An id for each finding of a report, suppressed or not, that stays when the code around it moves:
 * a hash of the same identity that the baseline records.
 */
export function stableIds({ findings, suppressed = [], sources }: Report): ReadonlyMap<Finding, string> {
  const all = [...findings, ...suppressed].sort((a, b) => compareSpans(a.span, b.span));
  const identities = identify(all, sources);
  return new Map(
    all.map((finding, index) => [
      finding,
      createHash('sha256').update(JSON.stringify(identities[index])).digest('hex'),
    ]),
  );
}
