import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import type { Ignore } from 'ignore';
import { systemCode } from '../failure.ts';
import { isLeftOutFolder } from '../texts/file-kinds.ts';

// Both libraries are only needed for patterns and for ignore files outside git, so neither is loaded before it is called for.
const loadGlob = async () => (await import('fast-glob')).default;
const loadIgnore = async () => (await import('ignore')).default;

/** Whether an argument is a pattern rather than a name. */
export const isPattern = (text: string): boolean => /[*?[\]{}!()]/.test(text);

/** Paths, relative to `cwd`, of the files that a pattern matches. Left-out folders are not entered. */
export async function matchPattern(cwd: string, pattern: string): Promise<string[]> {
  const glob = await loadGlob();
  // On Windows a backslash leads into a folder, elsewhere it takes the meaning from the character behind it.
  return glob.sync(pattern.split(sep).join('/'), {
    cwd,
    dot: true,
    ignore: ['**/.git/**'],
  });
}

export type Listing = { paths: string[]; folders: number };

/** Every file below a folder, relative to `cwd`, and how many left-out folders were not entered. */
export async function walk(cwd: string, folder: string, honourIgnoreFiles: boolean): Promise<Listing> {
  const root = join(cwd, folder);
  const found: Listing = { paths: [], folders: 0 };
  collect(root, '', found);
  const kept = honourIgnoreFiles ? await dropIgnored(root, found.paths) : found.paths;
  return { paths: kept.map(path => posix.join(folder, path)), folders: found.folders };
}

/** Goes through a folder. Links may be files, but are not entered; one that cannot be read is passed over. */
function collect(root: string, folder: string, found: Listing): void {
  for (const entry of readFolder(join(root, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name === '.git') continue;
    if (entry.isFile() || entry.isSymbolicLink()) found.paths.push(path);
    else if (entry.isDirectory() && isLeftOutFolder(entry.name)) found.folders++;
    else if (entry.isDirectory()) collect(root, path, found);
  }
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return [];
  }
}

/** Applies the `.gitignore` files among the paths, each to what lies below it; the nearest one has the last word. */
async function dropIgnored(root: string, paths: readonly string[]): Promise<string[]> {
  const files = paths.filter(path => posix.basename(path) === '.gitignore');
  if (files.length === 0) return [...paths];
  const create = await loadIgnore();
  const rules = new Map<string, Ignore>();
  for (const path of files) {
    rules.set(posix.dirname(path), create().add(readFileSync(join(root, path), 'utf8')));
  }
  return paths.filter(path => !isIgnored(path, rules));
}

function isIgnored(path: string, rules: ReadonlyMap<string, Ignore>): boolean {
  const parts = path.split('/');
  let ignored = false;
  for (let depth = 0; depth < parts.length; depth++) {
    const folder = parts.slice(0, depth).join('/') || '.';
    const verdict = rules.get(folder)?.test(parts.slice(depth).join('/'));
    if (verdict?.ignored) ignored = true;
    if (verdict?.unignored) ignored = false;
  }
  return ignored;
}

/** A test for patterns written as in `.gitignore`, relative to the working directory. */
export async function ignoreTest(patterns: readonly string[]): Promise<(path: string) => boolean> {
  if (patterns.length === 0) return () => false;
  const rules = (await loadIgnore())().add([...patterns]);
  return path => !path.startsWith('../') && rules.ignores(path);
}
