import { type FixResult, fix, type Scan, scan } from '../src/index.ts';
import type { Case, Files } from './fixture-cases.ts';

/** What the tool makes of some files: the report, and the files after each of the two levels of fixing. */
export type Outcome = { scanned: Scan; safe: FixResult; unsafe: FixResult; after: Files; afterUnsafe: Files };

export async function outcomeOf(files: Files, { options }: Case): Promise<Outcome> {
  const scanned = await scan({ ...options, files });
  const safe = await fix(scanned, { write: false });
  const unsafe = await fix(scanned, { write: false, unsafe: true });
  return { scanned, safe, unsafe, after: applied(files, safe), afterUnsafe: applied(files, unsafe) };
}

const applied = (files: Files, { changes }: FixResult): Files =>
  new Map([...files, ...changes.map(({ path, after }) => [path, after] as const)]);

/** What a case records of an outcome: files only where something was fixed. */
export function recordOf({ safe, unsafe, after, afterUnsafe }: Outcome, one: Case) {
  return {
    after: safe.changes.length > 0 ? recorded(after, one) : undefined,
    afterUnsafe: unsafe.fixed.length > safe.fixed.length ? recorded(afterUnsafe, one) : undefined,
  };
}

/** What a fix adds to the files is long, and alike in most cases: a few have it on record, in `after/`. */
const recorded = (files: Files, { before, after }: Case): Files =>
  new Map([...files].filter(([path]) => before.has(path) || after?.has(path)));

/** The files of the case alone. */
export const without = (files: Files, { before }: Case): Files =>
  new Map([...files].filter(([path]) => before.has(path)));

/** Files by path, to be compared. */
export const sorted = (files: Files | undefined) => files && Object.fromEntries([...files].sort());
