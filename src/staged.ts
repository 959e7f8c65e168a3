import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, relative } from 'node:path';
import { Failure, systemCode } from './failure.ts';
import { fromTop, prefixOf } from './git.ts';
import { type Change, faultOf, type WriteFault, writeAll } from './write.ts';

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
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , id = '', , status] = fields[at]?.split(' ') ?? [];
    const path = fields[at + 1] ?? '';
    // A conflict has no content of its own, and a name with a line break cannot be asked for.
    if (status !== 'U' && !path.includes('\n')) rows.push({ id, path });
  }
  return readBlobs(cwd, prefix, rows);
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
  const rows = changes.map(change => ({ change, merged: mergeUnstaged(cwd, change) }));
  const faults = rows.flatMap(({ merged }) => ('reason' in merged ? [merged] : []));
  if (faults.length > 0) return faults;
  const written = rows.flatMap(({ merged }) => ('reason' in merged ? [] : [merged]));
  const refused = writeAll(written);
  if (refused.length === 0) await stage(cwd, changes);
  return refused;
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

/** Puts the new contents into the index, with the modes that the files have there. */
async function stage(cwd: string, changes: readonly Change[]): Promise<void> {
  const prefix = await prefixOf(cwd);
  const modes = new Map<string, string>();
  for (const row of git(cwd, ['ls-files', '-s', '-z', '--full-name', '--', ':/'])
    .out.toString()
    .split('\0')) {
    const [, mode, path] = /^(\d+) \S+ \d\t([\s\S]*)$/.exec(row) ?? [];
    if (mode !== undefined && path !== undefined) modes.set(path, mode);
  }
  const rows = changes.map(({ file, after }) => {
    const path = posix.join(prefix, relative(cwd, file).replaceAll('\\', '/'));
    const id = git(cwd, ['hash-object', '-w', '--stdin', `--path=${path}`], after)
      .out.toString()
      .trim();
    return `${modes.get(path) ?? '100644'} ${id}\t${path}\0`;
  });
  git(cwd, ['update-index', '-z', '--add', '--index-info'], rows.join(''));
}
