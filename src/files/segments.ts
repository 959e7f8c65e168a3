/** The last segment of a deprecated path, and what may stand before its slash: the segment before it, or a version. */
export type LastSegment = { bytes: Uint8Array; behind: readonly string[] };

const codes = (text: string): readonly number[] => [...Buffer.from(text)];

/** A segment begins behind a slash (plain or as `%2F`), a quote, a hole, or a line that goes on. */
const BEFORE: ReadonlySet<number> = new Set(codes('/\'"`}Ff\n'));
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';
const WORD: ReadonlySet<number> = new Set(codes(LETTERS));

/** Whether the bytes hold the segment as a token in something like a path. */
export const hasSegment = (bytes: Buffer, segment: Uint8Array): boolean =>
  findSegment(bytes, segment, () => true);

/**
 * Whether the bytes hold the segment where it may end the deprecated path. Only what is certain to be something else is
 * passed over: the end of a path that has another segment before it, a key.
 */
export const hasLastSegment = (bytes: Buffer, { bytes: segment, behind }: LastSegment): boolean =>
  findSegment(bytes, segment, at => {
    const isOther = bytes[at - 1] === SLASH ? isBehindOther(bytes, at, behind) : isKey(bytes, at, segment);
    return !isOther;
  });

function findSegment(bytes: Buffer, segment: Uint8Array, isWanted: (at: number) => boolean): boolean {
  for (let at = bytes.indexOf(segment); at >= 0; at = bytes.indexOf(segment, at + 1)) {
    const before = bytes[at - 1];
    const after = bytes[at + segment.length];
    const begins = before === undefined || BEFORE.has(before);
    if (begins && (after === undefined || !WORD.has(after)) && isWanted(at)) return true;
  }
  return false;
}

const [SLASH = 0] = codes('/');
const QUOTES: ReadonlySet<number> = new Set(codes('\'"`'));
/** What another segment is made of: no character that may be an escape, a pattern or the end of a hole. */
const PLAIN: ReadonlySet<number> = new Set(codes(`${LETTERS}-`));

/** `/orders/detail`: the segment before is plain text, and none that the path has. `'s/detail'` may be one's end. */
function isBehindOther(bytes: Buffer, at: number, behind: readonly string[]): boolean {
  const end = at - 1;
  let start = end;
  while (PLAIN.has(bytes[start - 1] ?? 0)) start--;
  const before = bytes[start - 1] ?? 0;
  if (start === end || (before !== SLASH && !QUOTES.has(before))) return false;
  const text = bytes.toString('latin1', start, end);
  return !behind.some(segment => segment.endsWith(text));
}

const BLANK: ReadonlySet<number> = new Set(codes(' \t\r\n'));
/** What stands before a key in an object, but for comments. */
const OPENS_KEY: ReadonlySet<number> = new Set(codes('{,'));
const [COLON = 0, PLUS = 0] = codes(':+');
const IN = /^in(?![\w$])/;

/** `{ 'detail': … }`, `'detail' in event`: a key of an object, which is sent nowhere. */
function isKey(bytes: Buffer, at: number, segment: Uint8Array): boolean {
  const quote = bytes[at - 1] ?? 0;
  const end = at + segment.length;
  if (!QUOTES.has(quote) || bytes[end] !== quote) return false;
  let after = end + 1;
  while (BLANK.has(bytes[after] ?? 0)) after++;
  let before = at - 2;
  while (BLANK.has(bytes[before] ?? 0)) before--;
  if (bytes[after] === COLON) return OPENS_KEY.has(bytes[before] ?? 0);
  return bytes[before] !== PLUS && IN.test(bytes.toString('latin1', after, after + 3));
}
