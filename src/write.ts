import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemCode } from './failure.ts';

/** A file that is about to change: the bytes that must be there now, and those that shall be. */
export type Change = { file: string; before: Buffer | undefined; after: Buffer };

/** Why a file was not written. */
export type WriteFault = {
  file: string;
  reason: 'vanished' | 'changed' | 'unmerged' | 'unwritable';
  detail: string;
};

type Staged = { change: Change; target: string; temporary: string };

/**
 * Writes all files or none. Each is compared with what was read, written beside its place and moved there;
 * links and modes stay. Returns the faults that kept it from writing; empty: all is written.
 */
export function writeAll(changes: readonly Change[]): WriteFault[] {
  const staged: Staged[] = [];
  const faults: WriteFault[] = [];
  for (const change of changes) {
    const result = stage(change);
    if ('temporary' in result) staged.push(result);
    else faults.push(result);
  }
  if (faults.length > 0) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    return faults;
  }
  return moveAll(staged);
}

function stage(change: Change): Staged | WriteFault {
  const { file } = change;
  try {
    // A new file may be the first of its folder; of one that is gone the folder is not made again.
    if (change.before === undefined) mkdirSync(dirname(file), { recursive: true });
    const target = change.before === undefined ? file : realpathSync(file);
    if (change.before !== undefined && !readFileSync(target).equals(change.before)) {
      return { file, reason: 'changed', detail: 'changed since it was read' };
    }
    const stats = statSync(target, { throwIfNoEntry: false });
    if (stats !== undefined && (stats.mode & 0o222) === 0) {
      return { file, reason: 'unwritable', detail: 'is read-only' };
    }
    return { change, target, temporary: writeTemporary(target, change.after, stats) };
  } catch (error) {
    return faultOf(file, error);
  }
}

/** A system error as a fault of a file; every other error is thrown again. */
export function faultOf(file: string, error: unknown): WriteFault {
  const code = systemCode(error);
  if (code === undefined) throw error;
  if (code === 'ENOENT') return { file, reason: 'vanished', detail: 'vanished during the run' };
  return { file, reason: 'unwritable', detail: `cannot be written (${code})` };
}

/** Writes a new file beside the target, with its mode and owner, and returns its path. */
function writeTemporary(target: string, bytes: Buffer, stats: Stats | undefined): string {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const descriptor = openSync(temporary, 'wx', stats?.mode ?? 0o666);
  try {
    writeFileSync(descriptor, bytes);
    if (stats !== undefined) keepOwnerAndMode(descriptor, stats);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return temporary;
}

function keepOwnerAndMode(descriptor: number, stats: Stats): void {
  const own = fstatSync(descriptor);
  try {
    if (own.uid !== stats.uid || own.gid !== stats.gid) fchownSync(descriptor, stats.uid, stats.gid);
  } catch (error) {
    // Only the administrator may give files away; the content is right either way.
    if (systemCode(error) !== 'EPERM') throw error;
  }
  fchmodSync(descriptor, stats.mode & 0o7777);
}

/** Moves every file to its place; where one cannot be moved, those before it get their old content back. */
function moveAll(staged: readonly Staged[]): WriteFault[] {
  for (const [index, { target, temporary, change }] of staged.entries()) {
    try {
      renameSync(temporary, target);
    } catch (error) {
      for (const rest of staged.slice(index)) rmSync(rest.temporary, { force: true });
      for (const done of staged.slice(0, index)) restore(done);
      return [faultOf(change.file, error)];
    }
  }
  return [];
}

function restore({ target, change }: Staged): void {
  if (change.before === undefined) rmSync(target, { force: true });
  else renameSync(writeTemporary(target, change.before, statSync(target)), target);
}

/** Writes one file, new or not, in one go, with the folders it is in. Throws system errors. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const stats = statSync(file, { throwIfNoEntry: false });
  const target = stats === undefined ? file : realpathSync(file);
  // A pipe or a device takes bytes where it is and cannot be replaced.
  if (stats !== undefined && !stats.isFile()) {
    const descriptor = openSync(target, 'w');
    writeFileSync(descriptor, text);
    closeSync(descriptor);
    return;
  }
  renameSync(writeTemporary(target, Buffer.from(text), stats), target);
}
