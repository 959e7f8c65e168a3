import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Ignore } from 'ignore';
import { isLeftOutFolder, LEFT_OUT_FOLDERS } from './file-kinds.ts';

// Both libraries are only needed outside git or for patterns, so neither is loaded before it is called for.
const loadGlob = async () => (await import('fast-glob')).default;
const loadIgnore = async () => (await import('ignore')).default;

/** Whether an argument is a pattern rather than a name. */
export const isPattern = (text: string): boolean => /[*?[\]{}!()]/.test(text);

/** Paths, relative to `cwd`, of the files that a pattern matches. Left-out folders are not entered. */
export async function matchPattern(cwd: string, pattern: string): Promise<string[]> {
  const glob = await loadGlob();
  return glob.sync(pattern.replaceAll('\\', '/'), {
    cwd,
    dot: true,
    ignore: ['**/.git/**'],
  });
}

export type Listing = { paths: string[]; folders: number };

/** Every file below a folder, relative to `cwd`, and how many left-out folders were not entered. */
export async function walk(cwd: string, folder: string, honourIgnoreFiles: boolean): Promise<Listing> {
  const glob = await loadGlob();
  const entries = glob.sync('**', {
    cwd: join(cwd, folder),
    dot: true,
    onlyFiles: false,
    markDirectories: true,
    followSymbolicLinks: false,
    suppressErrors: true,
    ignore: ['**/.git', `**/{${LEFT_OUT_FOLDERS.join(',')}}/*`],
  });
  const isFolder = (entry: string) => entry.endsWith('/');
  const folders = entries.filter(entry => isFolder(entry) && isLeftOutFolder(posix.basename(entry))).length;
  const files = entries.filter(entry => !isFolder(entry));
  const kept = honourIgnoreFiles ? await dropIgnored(join(cwd, folder), files) : files;
  return { paths: kept.map(path => posix.join(folder, path)), folders };
}

/** Applies the `.gitignore` files among the paths, each to what lies below it; the nearest one has the last word. */
async function dropIgnored(root: string, paths: readonly string[]): Promise<string[]> {
  const create = await loadIgnore();
  const rules = new Map<string, Ignore>();
  for (const path of paths) {
    if (posix.basename(path) !== '.gitignore') continue;
    rules.set(posix.dirname(path), create().add(readFileSync(join(root, path), 'utf8')));
  }
  return rules.size === 0 ? [...paths] : paths.filter(path => !isIgnored(path, rules));
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
