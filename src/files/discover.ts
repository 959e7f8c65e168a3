import { statSync } from 'node:fs';
import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { Failure } from '../failure.ts';
import { isLeftOut, kindOf } from '../texts/file-kinds.ts';
import { listFiles } from './git.ts';
import { type GitScope, type Scoped, scopedPaths } from './git-scope.ts';
import { ignoreTest, isPattern, type Listing, matchPattern, walk } from './globs.ts';

export type DiscoverOptions = {
  cwd: string;
  /** Files, folders and patterns; none means the working directory. */
  paths?: readonly string[] | undefined;
  /** Patterns as in `.gitignore`, of what must not be looked at. */
  ignore?: readonly string[] | undefined;
  /** Whether `.gitignore` files count. */
  honourIgnoreFiles?: boolean | undefined;
  /** Endings of further text files. */
  ext?: readonly string[] | undefined;
  git?: GitScope | undefined;
  /** What git is being asked for already. */
  listing?: Promise<string[] | undefined> | undefined;
  /** Files that are there for this run only, not on the disk. */
  extra?: readonly string[] | undefined;
  /** Files that are no part of the project, such as the reports of this run. */
  without?: readonly string[] | undefined;
};

export type Discovery = {
  /** Every file of the project that has a kind, whoever asked for it, sorted. */
  project: string[];
  /** Those that findings are wanted of, sorted. */
  asked: string[];
  /** Those among them that were named one by one. */
  explicit: ReadonlySet<string>;
  /** Those that were asked for as they are staged, and that a merge has left in several versions. */
  unmerged: string[];
  /** How many files or folders were left out below the paths that were asked for. */
  skipped: number;
  notices: string[];
};

/** What one argument stands for. */
type Selection = { files: string[]; explicit: boolean; skipped: number };

/** Finds the names of all files to look at; paths are relative to `cwd`. Throws a {@link Failure} on a wrong path. */
export async function discover(options: DiscoverOptions): Promise<Discovery> {
  const { cwd } = options;
  const args = options.paths?.length ? options.paths : ['.'];
  const [listing, scope] = await Promise.all([listProject(options), findScope(options)]);
  const extra: string[] = [];
  const listFolder = async (folder: string): Promise<Listing> => {
    const found = await walk(cwd, folder, options.honourIgnoreFiles !== false);
    // From above, the working directory is a folder like others; its files have one name only.
    const isAbove = UPWARDS.test(folder);
    const paths = isAbove ? found.paths.map(path => toRelative(cwd, path)) : found.paths;
    extra.push(...paths);
    return { ...found, paths };
  };
  const present = new Set(options.extra);
  const selections = await Promise.all(args.map(arg => select(cwd, arg, listing, listFolder, present)));
  const unwanted = await ignoreTest(options.ignore ?? []);
  const isKnown = (path: string) =>
    kindOf(path, options.ext) !== undefined && !unwanted(path) && !options.without?.includes(path);
  const selected = selections.flatMap(selection => selection.files.filter(isKnown));
  const asked = new Set(scope === undefined ? selected : selected.filter(path => scope.files.has(path)));
  const explicit = new Set(selections.flatMap(selection => (selection.explicit ? selection.files : [])));
  const others = [...listing.paths, ...extra].filter(path => isKnown(path) && !isLeftOut(path));
  return {
    project: [...new Set([...asked, ...others])].sort(),
    asked: [...asked].sort(),
    explicit,
    unmerged: [...new Set(selected)].filter(path => scope?.unmerged.has(path)).sort(),
    skipped: selections.reduce((sum, selection) => sum + selection.skipped, 0),
    notices: [
      ...(scope?.hints ?? []),
      ...noticeUnlooked(explicit, asked, scope),
      ...noticeUnreadable([...listing.paths, ...extra]),
    ],
  };
}

/** A file that was named and is not looked at deserves a word. */
const noticeUnlooked = (
  explicit: ReadonlySet<string>,
  asked: ReadonlySet<string>,
  scope: { files: ReadonlySet<string> } | undefined,
): string[] =>
  [...explicit]
    .filter(path => !asked.has(path) && (scope === undefined || scope.files.has(path)))
    .map(path => `${path} is not looked at: it is ignored, or no kind of file that is known (see --ext)`);

/** Node reads a name as UTF-8, and a file by the name that it has read. */
const noticeUnreadable = (paths: readonly string[]): string[] =>
  [...new Set(paths)]
    .filter(path => path.includes('\uFFFD'))
    .map(path => `${path} is not looked at: its name is not UTF-8`);

type Scope = { files: ReadonlySet<string>; unmerged: ReadonlySet<string>; hints: Scoped['hints'] };

async function findScope(options: DiscoverOptions): Promise<Scope | undefined> {
  const { staged, since, changed } = options.git ?? {};
  if (!staged && !changed && since === undefined) return undefined;
  const { paths, unmerged, hints } = await scopedPaths(options.cwd, { staged, since, changed });
  return { files: new Set(paths), unmerged: new Set(unmerged), hints };
}

/** The files of the project: what git says, or all below the working directory. */
async function listProject(options: DiscoverOptions): Promise<Listing> {
  if (options.honourIgnoreFiles === false) return walk(options.cwd, '.', false);
  const paths = await (options.listing ?? listFiles(options.cwd, options.git?.staged ? 'index' : undefined));
  if (paths === undefined) return walk(options.cwd, '.', true);
  // A working directory that git ignores is a project of its own: git's list has no file of it.
  const isOurs = options.git?.staged || paths.some(path => !path.startsWith('../'));
  return isOurs ? { paths, folders: 0 } : walk(options.cwd, '.', true);
}

/** The path of an argument relative to the working directory, with forward slashes; `''` is the directory itself. */
export function toRelative(cwd: string, arg: string): string {
  const path = isAbsolute(arg) ? relative(cwd, arg) : relative(cwd, resolve(cwd, arg));
  return path.split(sep).join('/');
}

async function select(
  cwd: string,
  arg: string,
  listing: Listing,
  listFolder: (path: string) => Promise<Listing>,
  present: ReadonlySet<string>,
): Promise<Selection> {
  const path = toRelative(cwd, arg);
  if (present.has(path)) return { files: [path], explicit: true, skipped: 0 };
  const found = statSync(resolve(cwd, arg), { throwIfNoEntry: false });
  if (found?.isFile()) return { files: [path], explicit: true, skipped: 0 };
  if (found?.isDirectory()) return selectFolder(path, listing, listFolder);
  if (found !== undefined) throw new Failure(`${arg} is neither a file nor a folder`);
  if (!isPattern(arg)) throw new Failure(`${arg} does not exist`);
  return selectPattern(cwd, arg, listing);
}

/** Folders that the working directory is in. */
const UPWARDS = /^\.\.(?:\/\.\.)*$/;

/** Whether a path is in a folder, both relative to the working directory, which may be in that folder. */
function isBelow(folder: string): (path: string) => boolean {
  if (folder === '') return path => !path.startsWith('../');
  const isAbove = UPWARDS.test(folder);
  return path => (isAbove ? !path.startsWith(`${folder}/../`) : path.startsWith(`${folder}/`));
}

async function selectFolder(
  path: string,
  listing: Listing,
  listFolder: (path: string) => Promise<Listing>,
): Promise<Selection> {
  const start = path === '' ? '' : `${path}/`;
  const listed = listing.paths.filter(isBelow(path));
  // Named outright, a folder is looked at even where it is ignored or outside of the project.
  const isKnown = start === '' || listed.some(candidate => candidate.startsWith(start));
  const source = isKnown
    ? { paths: listed, folders: path === '' ? listing.folders : 0 }
    : await listFolder(path);
  const files = source.paths.filter(
    candidate => !isLeftOut(candidate.startsWith(start) ? candidate.slice(start.length) : candidate),
  );
  return {
    files,
    explicit: false,
    skipped: source.paths.length - files.length + source.folders,
  };
}

async function selectPattern(cwd: string, pattern: string, listing: Listing): Promise<Selection> {
  const matched = await matchPattern(cwd, toRelative(cwd, pattern));
  if (matched.length === 0) throw new Failure(`no file matches ${pattern}`);
  const known = new Set(listing.paths);
  const listed = matched.map(path => posix.normalize(path)).filter(path => known.has(path));
  const files = listed.filter(path => !isLeftOut(path));
  return { files, explicit: false, skipped: listed.length - files.length };
}
