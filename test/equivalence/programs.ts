import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A small code base by path; its entry exports `run(base, token)`. */
export type Program = { name: string; files: ReadonlyMap<string, string> };

const FOLDER = fileURLToPath(new URL('programs/', import.meta.url));

/** All programs, by name. */
export const loadPrograms = (): Program[] =>
  readdirSync(FOLDER)
    .sort()
    .map(name => ({ name, files: readFiles(`${FOLDER}${name}`) }));

function readFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => posix.join(entry.parentPath, entry.name));
  return new Map(
    paths.sort().map(path => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const),
  );
}

/** The file that exports `run`. */
export function entryOf({ name, files }: Program): string {
  const entry = [...files.keys()].find(path => /^main\.[cm]?[jt]sx?$/.test(path));
  if (entry === undefined) throw new Error(`${name} has no main file`);
  return entry;
}
