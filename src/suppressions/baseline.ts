import { readFileSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import type { Finding, SuppressedFinding } from '../finding.ts';
import { type Identity, identify } from '../texts/identity.ts';

/** A recorded finding; `owner` and `until` are written by hand and kept. */
export type Entry = Identity & { owner?: string; until?: string };

export const DEFAULT_BASELINE = 'glanceshift-suppressions.jsonl';

export type Baseline = {
  kept: Finding[];
  suppressed: SuppressedFinding[];
  /** Entries whose finding is gone from a file that was looked at. */
  gone: Entry[];
  /** Entries whose day has passed; their findings are kept. */
  expired: Entry[];
};

export type BaselineInput = {
  findings: readonly Finding[];
  entries: readonly Entry[];
  sources: ReadonlyMap<string, string>;
  /** Files that were looked at: nothing is said about entries of others. */
  asked: ReadonlySet<string>;
  /** All files that there are: a file that has gone may have been renamed. */
  project: ReadonlySet<string>;
  /** The date that entries expire by, as `2027-01-31`. */
  today: string;
};

const keyOf = ({ file, rule, in: symbol, code, n }: Identity): string =>
  JSON.stringify([file, rule, symbol, code, n]);

/** What stays the same when a file is renamed. */
const keyOfMoved = (identity: Identity): string => keyOf({ ...identity, file: '' });

/** Takes out the findings that are recorded. Pure; the clock is an input. */
export function applyBaseline(input: BaselineInput): Baseline {
  const { findings, entries, sources, asked, project, today } = input;
  const expired = entries.filter(({ until }) => until !== undefined && until < today);
  const open = new Map(entries.filter(entry => !expired.includes(entry)).map(entry => [keyOf(entry), entry]));
  const identities = identify(findings, sources);
  const matches = identities.map(identity => take(open, open.get(keyOf(identity))));
  const moved = new Map(
    [...open.values()].filter(({ file }) => !project.has(file)).map(entry => [keyOfMoved(entry), entry]),
  );
  const result: Baseline = { kept: [], suppressed: [], gone: [], expired };
  for (const [index, finding] of findings.entries()) {
    const identity = identities[index];
    const renamed = identity === undefined ? undefined : moved.get(keyOfMoved(identity));
    const entry =
      matches[index] ?? take(open, renamed !== undefined && open.has(keyOf(renamed)) ? renamed : undefined);
    if (entry === undefined) result.kept.push(finding);
    else result.suppressed.push({ ...finding, suppression: { kind: 'baseline', reason: reasonOf(entry) } });
  }
  result.gone = [...open.values()].filter(({ file }) => asked.has(file) || !project.has(file));
  return result;
}

/** Each entry serves one finding. */
function take(open: Map<string, Entry>, entry: Entry | undefined): Entry | undefined {
  if (entry !== undefined) open.delete(keyOf(entry));
  return entry;
}

function reasonOf({ owner, until }: Entry): string {
  const parts = [owner === undefined ? '' : `owner ${owner}`, until === undefined ? '' : `until ${until}`];
  return ['recorded as known', ...parts].filter(part => part !== '').join(', ');
}

/** Entries for all findings, and those of files that were not looked at; what was written by hand is kept. */
export function recordAll(input: Omit<BaselineInput, 'today'>): Entry[] {
  const { findings, entries, sources, asked, project } = input;
  const known = new Map(entries.map(entry => [keyOf(entry), entry]));
  const current = identify(findings, sources).map(identity => known.get(keyOf(identity)) ?? identity);
  return [...current, ...entries.filter(({ file }) => !asked.has(file) && project.has(file))];
}

/** One entry for each line, sorted, so that two branches merge line by line. */
export function printEntries(entries: readonly Entry[], file: string, cwd: string): string {
  const lines = entries.map(entry => {
    const { rule, in: symbol, code, n, owner, until } = entry;
    return JSON.stringify({
      file: fromBaseline(entry.file, file, cwd),
      rule,
      in: symbol,
      code,
      n,
      owner,
      until,
    });
  });
  return [...new Set(lines)]
    .sort()
    .map(line => `${line}\n`)
    .join('');
}

/** Reads recorded findings; undefined where there is no such file. Throws a `Failure` with the line of what is wrong. */
export function loadEntries(file: string, cwd: string): Entry[] | undefined {
  const label = slashed(relative(cwd, file));
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return undefined;
    if (code === undefined) throw error;
    throw new Failure(`${label} cannot be read (${code})`);
  }
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    if (CONFLICT.test(line)) {
      throw new Failure(
        `${label}:${index + 1} is left of a merge: remove the lines with <<<, === and >>> and keep all others`,
      );
    }
    const entry = parseEntry(line);
    if (entry === undefined) {
      throw new Failure(
        `${label}:${index + 1} is no record of a finding: remove the line, or run --suppress-all again`,
      );
    }
    return [{ ...entry, file: toWorkingDirectory(entry.file, file, cwd) }];
  });
}

/** What git puts around the two sides of a conflict. */
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

function parseEntry(line: string): Entry | undefined {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof data !== 'object' || data === null) return undefined;
  const { file, rule, in: symbol, code, n, owner, until } = data as Record<string, unknown>;
  if (![file, rule, symbol, code].every(value => typeof value === 'string') || typeof n !== 'number')
    return undefined;
  if (![owner, until].every(value => value === undefined || typeof value === 'string')) return undefined;
  return data as Entry;
}

const slashed = (path: string): string => path.split(sep).join('/');

/** Paths in the file count from the file, so that it means the same from every working directory. */
const fromBaseline = (path: string, file: string, cwd: string): string =>
  slashed(posix.relative(slashed(posix.dirname(slashed(file))), posix.join(slashed(cwd), path)));

const toWorkingDirectory = (path: string, file: string, cwd: string): string =>
  slashed(posix.relative(slashed(cwd), posix.join(posix.dirname(slashed(file)), path)));
