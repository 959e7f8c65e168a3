import type { Problem } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { hasLastSegment, type LastSegment } from './segments.ts';
import { LARGEST_FILE, type ReadFault, type Snapshot } from './snapshot.ts';

/** What the bytes of a file must hold before anything slower looks at it. */
export type Needles = {
  /** Last segments of the deprecated paths, e.g. `detail`: a seed holds one as a whole path segment. */
  segments: readonly LastSegment[];
  /** Versions and other segments, e.g. `v1.1`, `images`: somewhere in the project there must be one. */
  elsewhere: readonly Buffer[];
};

/** Derives the needles from the rules. Loose on purpose: a path may be put together from several files. */
export function needlesOf(rules: readonly Pick<Rule, 'deprecated'>[]): Needles {
  const segments = new Map<string, string[]>();
  const elsewhere = new Set<string>();
  for (const { deprecated } of rules) {
    const parts = deprecated.path.split('/').filter(part => part !== '');
    const middle = parts.slice(1, -1);
    const last = parts.at(-1);
    const before = middle.length > 0 ? middle.slice(-1) : deprecated.versions;
    if (last !== undefined) segments.set(last, [...(segments.get(last) ?? []), ...before]);
    for (const part of [...middle, ...deprecated.versions]) elsewhere.add(part);
  }
  return {
    segments: [...segments].map(([text, behind]) => ({ bytes: Buffer.from(text), behind })),
    elsewhere: [...elsewhere].map(text => Buffer.from(text)),
  };
}

/** Text that an inline suppression contains. */
const MARK = Buffer.from('glanceshift-disable');

const isSeedText = (bytes: Buffer, { segments }: Needles): boolean =>
  segments.some(segment => hasLastSegment(bytes, segment));

/** Whether a text is worth a closer look at all: it may hold a deprecated path, or a suppression. */
export const mayHold = (bytes: Buffer, needles: Needles): boolean =>
  isSeedText(bytes, needles) || bytes.includes(MARK);

export type Prefiltered = {
  /** Files that may hold a deprecated path. */
  seeds: string[];
  /** Files with an inline suppression. */
  marked: string[];
  problems: Problem[];
};

export type PrefilterInput = {
  snapshot: Snapshot;
  paths: readonly string[];
  /** Paths that were named one by one: there even a binary file is worth a word. */
  explicit: ReadonlySet<string>;
  needles: Needles;
  /** Called with every file that could be read; the bytes are only valid during the call. */
  onBytes?: ((path: string, bytes: Buffer) => void) | undefined;
};

/** Reads every file once and keeps the few that are worth parsing. */
export function prefilter({ snapshot, paths, explicit, needles, onBytes }: PrefilterInput): Prefiltered {
  const result: Prefiltered = { seeds: [], marked: [], problems: [] };
  for (const path of paths) {
    const bytes = snapshot.peek(path);
    const problem = problemOf(path, bytes, explicit.has(path));
    if (problem !== undefined) result.problems.push(problem);
    if (typeof bytes === 'string' || problem !== undefined) continue;
    onBytes?.(path, bytes);
    const isSeed = isSeedText(bytes, needles);
    const isMarked = bytes.includes(MARK);
    if ((!isSeed && !isMarked) || isBinary(bytes)) continue;
    if (isSeed) result.seeds.push(path);
    if (isMarked) result.marked.push(path);
  }
  return result;
}

/** Whether one of the files holds a version or another segment of a deprecated path; seeds first, they nearly always do. */
export function isWorthParsing(
  snapshot: Snapshot,
  seeds: readonly string[],
  project: readonly string[],
  needles: Needles,
): boolean {
  const holds = (path: string) => {
    const bytes = snapshot.peek(path);
    return typeof bytes !== 'string' && needles.elsewhere.some(needle => bytes.includes(needle));
  };
  return seeds.length > 0 && (seeds.some(holds) || project.some(holds));
}

const problemOf = (path: string, bytes: Buffer | ReadFault, isExplicit: boolean): Problem | undefined =>
  typeof bytes === 'string' ? faultProblem(path, bytes, isExplicit) : binaryProblem(path, bytes, isExplicit);

/** A listed file that is gone was deleted and not yet committed, and a listed folder is a link: neither is a fault. */
function faultProblem(file: string, fault: ReadFault, isExplicit: boolean): Problem | undefined {
  if (fault === 'too-large') {
    const message = `larger than ${LARGEST_FILE / 1024 / 1024} MB, not looked at`;
    return { code: 'too-large', file, message, fatal: false };
  }
  if (fault === 'unreadable') return { code: 'unreadable', file, message: 'cannot be read', fatal: true };
  if (!isExplicit || fault === 'folder') return undefined;
  return { code: 'vanished', file, message: 'vanished during the run', fatal: false };
}

const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8000).includes(0);

const isUtf16 = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** A binary file is passed over without a word, unless it was named or is text that could have been read. */
function binaryProblem(file: string, bytes: Buffer, isExplicit: boolean): Problem | undefined {
  if (isUtf16(bytes)) {
    return { code: 'binary', file, message: 'is UTF-16, not looked at: save it as UTF-8', fatal: false };
  }
  if (!isExplicit || !isBinary(bytes)) return undefined;
  return { code: 'binary', file, message: 'is binary, not looked at', fatal: false };
}
