import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type FixLevel, type FixPlan, planFixes } from './apply.ts';
import { Failure, systemCode } from './failure.ts';
import { toRelative } from './files/discover.ts';
import { decode, encode } from './files/snapshot.ts';
import type { Finding, Problem } from './finding.ts';
import { findLosses } from './restorable.ts';
import type { Scan } from './scan.ts';
import { shiftFinding } from './shift.ts';
import { type Change, type WriteFault, writeAll } from './write.ts';

/** A file before and after, with its byte order mark; `before` is undefined for a new file. */
export type FileChange = { path: string; before: string | undefined; after: string };

export type FixOptions = FixLevel & {
  /** Write over files with changes that git could not give back. */
  allowDirty?: boolean | undefined;
  /** Default: the files are written. Otherwise only the changes are worked out. */
  write?: boolean | undefined;
};

export type FixResult = {
  changes: FileChange[];
  fixed: Finding[];
  /** Findings that are not fixed, in order; where files are written, they point into the new texts. */
  left: Finding[];
  /** The texts that the findings point into. */
  sources: ReadonlyMap<string, string>;
  problems: Problem[];
};

/**
 * Applies the fixes of a scan: each in all its files or in none. Throws a `Failure` before anything is written
 * where it would overwrite what cannot be restored, or a file that is not its own.
 */
export async function fix(scan: Scan, options: FixOptions = {}): Promise<FixResult> {
  const problems: Problem[] = [];
  let findings = scan.findings;
  for (;;) {
    const plan = planFixes(findings, scan.sources, options);
    const edited = [...plan.texts].map(([path, text]) => changeOf(scan, path, text));
    const changes = [...edited, ...createdFiles(scan, plan.fixed)];
    const result = { changes, fixed: plan.fixed, left: plan.left, sources: scan.sources, problems };
    if (options.write === false || changes.length === 0) return result;
    const faults = await write(scan, changes, options);
    if (faults.length === 0) return afterWriting(result, plan);
    problems.push(...faults.map(fault => problemOf(scan, fault)));
    // Every fix that needs one of these files is given up; the others get their turn.
    const lost = new Set(problems.map(({ file }) => file));
    findings = findings.map(finding => withoutLost(finding, lost, scan));
  }
}

/** Staged contents are put back into the index, where what is not staged cannot be lost. */
async function write(
  scan: Scan,
  changes: readonly FileChange[],
  { allowDirty }: FixOptions,
): Promise<WriteFault[]> {
  const bytes = changes.map(change => bytesOf(scan, change));
  if (scan.isStaged) {
    const { writeStaged } = await import('./files/staged.ts');
    return writeStaged(scan.cwd, bytes);
  }
  if (!allowDirty) await demandRestorable(scan.cwd, changes);
  return writeAll(bytes);
}

function afterWriting(result: FixResult, plan: FixPlan): FixResult {
  const left = plan.left.map(finding => shiftFinding(finding, plan.edits));
  return { ...result, left, sources: new Map([...result.sources, ...plan.texts]) };
}

function changeOf({ sources, marked }: Scan, path: string, text: string): FileChange {
  const mark = marked.has(path) ? '\uFEFF' : '';
  return { path, before: mark + (sources.get(path) ?? ''), after: mark + text };
}

const bytesOf = ({ cwd }: Scan, { path, before, after }: FileChange): Change => ({
  file: join(cwd, path),
  before: before === undefined ? undefined : Buffer.from(before),
  after: Buffer.from(after),
});

function withoutLost(finding: Finding, lost: ReadonlySet<string>, { created }: Scan): Finding {
  const { fix: planned, ...rest } = finding;
  if (planned === undefined) return finding;
  const needs = [
    ...planned.edits.map(({ file }) => file),
    ...created.filter(file => needsFile(finding, file)).map(file => file.path),
  ];
  return needs.some(file => lost.has(file)) ? rest : finding;
}

const HEADER = 'glanceshift compat';

/** The name of a script, by which its language and module system are chosen. */
const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;

/** Whether a fix imports a new file: by its name, which stands in the edits. */
const needsFile = ({ fix: planned }: Finding, { path }: { path: string }): boolean => {
  const name = posix.basename(path).replace(SCRIPT, '');
  return planned?.edits.some(edit => edit.text.includes(name)) ?? false;
};

/** The new files that the fixes import, where they are not there already. */
function createdFiles(scan: Scan, fixed: readonly Finding[]): FileChange[] {
  return scan.created.flatMap(file => {
    if (!fixed.some(finding => needsFile(finding, file))) return [];
    const before = readOwn(scan.cwd, file.path);
    // One that was checked out with other line ends is the same.
    const after = before?.includes('\r\n') ? file.text.replaceAll('\n', '\r\n') : file.text;
    return before === after ? [] : [{ path: file.path, before, after }];
  });
}

/**
 * The text of a file that an earlier run has made; undefined where there is none. Throws on one of the user's, and on
 * a name that no script has.
 */
export function readOwn(cwd: string, path: string): string | undefined {
  if (!SCRIPT.test(path))
    throw new Failure(
      `--compat ${path}: a script is written there; give a name that ends in .js, .mjs, .cjs, .ts, .mts or .cts`,
    );
  let text: string;
  try {
    text = readFileSync(join(cwd, path), 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return undefined;
    if (code === undefined) throw error;
    throw new Failure(`--compat ${path}: cannot be read (${code})`);
  }
  if (text.split('\n', 1)[0]?.includes(HEADER)) return text;
  throw new Failure(`--compat ${path}: the file is there and was not made by glanceshift; give another name`);
}

async function demandRestorable(cwd: string, changes: readonly FileChange[]): Promise<void> {
  const lost = await findLosses(
    cwd,
    changes.map(({ path }) => path),
  );
  if (lost.length === 0) return;
  const rest = lost.length > 10 ? ` and ${lost.length - 10} more` : '';
  throw new Failure(
    `git could not give back the uncommitted changes in ${lost.slice(0, 10).join(', ')}${rest}: commit or stage them, or use --allow-dirty`,
  );
}

function problemOf({ cwd, sources }: Scan, { file, reason, detail }: WriteFault): Problem {
  const path = toRelative(cwd, file);
  if (reason === 'changed') {
    const { text, bom } = decode(path, readFileSync(file));
    const isSame = text === sources.get(path) && !encode(text, bom).equals(readFileSync(file));
    if (isSame) return { code: 'unwritable', file: path, message: 'is not UTF-8: not fixed', fatal: true };
  }
  const isFatal = reason === 'unwritable';
  return { code: reason, file: path, message: `${detail}: not fixed`, fatal: isFatal };
}
