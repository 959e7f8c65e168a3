import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import { type Change, faultOf, type WriteFault, writeAll } from '../write.ts';
import { toRelative } from './discover.ts';
import { fromTop, prefixOf } from './git.ts';

/** Runs git and waits for it. Throws a `Failure` where its status is above the highest one that is an answer. */
function git(cwd: string, args: readonly string[], input: string | Buffer = '', highest = 0) {
  const answer = spawnSync('git', args, { cwd, input, maxBuffer: Number.POSITIVE_INFINITY });
  if (answer.error !== undefined) throw answer.error;
  const { status } = answer;
  if (status !== null && status <= highest) return { status, out: answer.stdout };
  throw new Failure(`git ${args[0]}: ${answer.stderr.toString().trim().split('\n')[0]}`);
}

/**
 * The content in the index of every file whose work tree copy is another one, as a checkout would write it, by
 * path relative to `cwd`. All other files are read from the disk, where they are the same.
 */
export async function readStaged(cwd: string): Promise<Map<string, Buffer>> {
  const prefix = await prefixOf(cwd);
  const diff = ['diff', '--raw', '--no-abbrev', '--no-renames', '-z', '--no-ext-diff', '--no-relative'];
  const fields = git(cwd, diff).out.toString().split('\0');
  const rows: Row[] = [];
  const unmerged = new Set<string>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , id = '', , status] = fields[at]?.split(' ') ?? [];
    const path = fields[at + 1] ?? '';
    // A conflict has no content of its own; a second row gives that of one side.
    if (status === 'U') unmerged.add(path);
    else rows.push({ id, path });
  }
  const settled = rows.filter(({ path }) => !unmerged.has(path));
  return readBlobs(cwd, prefix, settled);
}

type Row = { id: string; path: string };

/** Reads blobs, all in one call of git. The paths count from the top of the work tree. */
function readBlobs(cwd: string, prefix: string, rows: readonly Row[]): Map<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  if (rows.length === 0) return blobs;
  const { out } = git(cwd, ['cat-file', '--batch'], rows.map(({ id }) => `${id}\n`).join(''));
  let at = 0;
  for (const row of rows) {
    const lineEnd = out.indexOf(10, at);
    const [, type, size] = /^\S+ (\w+) (\d+)$/.exec(out.subarray(at, lineEnd).toString()) ?? [];
    at = lineEnd + 1;
    if (type === undefined || size === undefined) continue;
    const path = fromTop(prefix, row.path);
    const content = out.subarray(at, at + Number(size));
    if (type === 'blob') blobs.set(path, asInWorkTree(cwd, path, row, content));
    at += content.length + 1;
  }
  return blobs;
}

/** Where the work tree has other line ends than the index, they are those of the work tree: fixes go there too. */
function asInWorkTree(cwd: string, path: string, { id, path: name }: Row, blob: Buffer): Buffer {
  const file = join(cwd, path);
  const isOther = !blob.includes('\r\n') && existsSync(file) && readFileSync(file).includes('\r\n');
  return isOther ? git(cwd, ['cat-file', '--filters', `--path=${name}`, id]).out : blob;
}

/**
 * Writes changes into the index and into the work tree, where what is not staged stays as it is and stays
 * unstaged. Writes all files or none; returns the faults that kept it from writing.
 */
export async function writeStaged(cwd: string, changes: readonly Change[]): Promise<WriteFault[]> {
  const prefix = await prefixOf(cwd);
  const index = readIndex(cwd);
  const nameOf = (change: Change) => posix.join(prefix, toRelative(cwd, change.file));
  const rows = changes.map(change => {
    const isUnmerged = index.unmerged.has(nameOf(change));
    return { change, merged: isUnmerged ? unmergedFault(change) : mergeUnstaged(cwd, change) };
  });
  const faults = rows.flatMap(({ merged }) => ('reason' in merged ? [merged] : []));
  if (faults.length > 0) return faults;
  const written = rows.flatMap(({ merged }) => ('reason' in merged ? [] : [merged]));
  const refused = writeAll(written);
  const contents = changes.map(change => ({ path: nameOf(change), after: change.after }));
  if (refused.length === 0) stage(cwd, contents, index.modes);
  return refused;
}

/** To write over a conflict would settle it in git's eyes. */
const unmergedFault = ({ file }: Change): WriteFault => ({
  file,
  reason: 'unmerged',
  detail: 'is unmerged',
});

type Index = { modes: ReadonlyMap<string, string>; unmerged: ReadonlySet<string> };

/** What is staged, by path from the top of the work tree. */
function readIndex(cwd: string): Index {
  const modes = new Map<string, string>();
  const unmerged = new Set<string>();
  const { out } = git(cwd, ['ls-files', '-s', '-z', '--full-name', '--', ':/']);
  for (const row of out.toString().split('\0')) {
    const [, mode, version, path] = /^(\d+) \S+ (\d)\t([\s\S]*)$/.exec(row) ?? [];
    if (mode === undefined || path === undefined) continue;
    if (version === '0') modes.set(path, mode);
    else unmerged.add(path);
  }
  return { modes, unmerged };
}

/** What the work tree copy becomes: the change, with what is not staged put on top of it. */
function mergeUnstaged(cwd: string, { file, before, after }: Change): Change | WriteFault {
  try {
    const disk = before === undefined ? undefined : readFileSync(file);
    if (before === undefined || disk === undefined || disk.equals(before)) return { file, before, after };
    const merged = mergeThree(cwd, disk, before, after);
    if (merged !== undefined) return { file, before: disk, after: merged };
    return { file, reason: 'changed', detail: 'has changes in the same lines that are not staged' };
  } catch (error) {
    if (error instanceof Failure || systemCode(error) === undefined) throw error;
    return faultOf(file, error);
  }
}

/** Merges two descendants of a text; undefined where they are at odds. */
function mergeThree(cwd: string, ours: Buffer, base: Buffer, theirs: Buffer): Buffer | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'glanceshift-merge-'));
  try {
    const files = [ours, base, theirs].map((bytes, index) => {
      const file = join(folder, String(index));
      writeFileSync(file, bytes);
      return file;
    });
    // The status is the number of conflicts; above 127 git has failed.
    const { status, out } = git(cwd, ['merge-file', '-p', '-q', ...files], '', 127);
    return status === 0 ? out : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts new contents into the index, with the modes that the files have there. */
function stage(cwd: string, files: readonly { path: string; after: Buffer }[], modes: Index['modes']): void {
  const rows = files.map(({ path, after }) => {
    const { out } = git(cwd, ['hash-object', '-w', '--stdin', `--path=${path}`], after);
    return `${modes.get(path) ?? '100644'} ${out.toString().trim()}\t${path}\0`;
  });
  git(cwd, ['update-index', '-z', '--add', '--index-info'], rows.join(''));
}
