import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../failure.ts';
import type { SourceText } from '../finding.ts';

/** Files above this size are not looked at. */
export const LARGEST_FILE = 5 * 1024 * 1024;

/** Why there are no bytes. `folder` is also said of everything else that is no file. */
export type ReadFault = 'missing' | 'folder' | 'too-large' | 'unreadable';

export type Snapshot = {
  cwd: string;
  /** The bytes of a file, in a buffer that the next call overwrites. Nothing is remembered. */
  peek(path: string): Buffer | ReadFault;
  /** The text of a file as it was when it was first asked for; undefined where it cannot be read. */
  source(path: string): SourceText | undefined;
};

/** Faults by system error; every other one is `unreadable`. */
const FAULTS: Record<string, ReadFault> = { ENOENT: 'missing', ENOTDIR: 'missing', EISDIR: 'folder' };

/** Bytes that stand in for what is on the disk: standard input, index blobs, texts of a caller. */
export type Overlay = ReadonlyMap<string, Buffer>;

/**
 * Opens a view of the files below `cwd` that stays the same during a run, as far as it has been looked at.
 * Without the disk, only the overlay exists.
 */
export function openSnapshot(cwd: string, overlay: Overlay = new Map(), useDisk = true): Snapshot {
  const sources = new Map<string, SourceText | undefined>();
  let shared: Buffer | undefined;
  const peek = (path: string): Buffer | ReadFault => {
    const laid = overlay.get(path);
    if (laid !== undefined) return laid.length > LARGEST_FILE ? 'too-large' : laid;
    if (!useDisk) return 'missing';
    // Pages that are never written cost nothing, so the buffer is as large as a file may be.
    shared ??= Buffer.allocUnsafe(LARGEST_FILE + 1);
    return readInto(join(cwd, path), shared);
  };
  const source = (path: string): SourceText | undefined => {
    if (sources.has(path)) return sources.get(path);
    const bytes = isForeign(path) ? 'missing' : peek(path);
    const read = typeof bytes === 'string' ? undefined : decode(path, bytes);
    sources.set(path, read);
    return read;
  };
  return { cwd, peek, source };
}

/** Packages belong to others: their sources are never part of the analysis. */
const isForeign = (path: string): boolean => path.split('/').includes('node_modules');

function readInto(file: string, buffer: Buffer): Buffer | ReadFault {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const length = readAll(descriptor, buffer);
    return length > LARGEST_FILE ? 'too-large' : buffer.subarray(0, length);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    return FAULTS[code] ?? 'unreadable';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Nearly always one system call: a read that stops short of a full block has met the end of the file. */
function readAll(descriptor: number, buffer: Buffer): number {
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += count;
    if (count === 0 || count % 4096 !== 0 || length === buffer.length) return length;
  }
}

/** Splits bytes into a byte order mark and the text behind it. */
export function decode(path: string, bytes: Buffer): SourceText {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { path, bom, text: bytes.toString('utf8', bom ? 3 : 0) };
}

/** The bytes of a text, with its byte order mark where it had one. */
export const encode = (text: string, bom: boolean): Buffer => Buffer.from(bom ? `\uFEFF${text}` : text);
