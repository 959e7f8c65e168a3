import { statSync } from 'node:fs';
import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { Failure } from './failure.ts';
import { isLeftOut, kindOf } from './file-kinds.ts';
import { type GitScope, listFiles, scopedPaths } from './git.ts';
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
  /** Files that are there for this run only, not on the disk. */
  extra?: readonly string[] | undefined;
};

export type Discovery = {
  /** Every file of the project that has a kind, whoever asked for it, sorted. */
  project: string[];
  /** Those that findings are wanted of, sorted. */
  asked: string[];
  /** Those among them that were named one by one. */
  explicit: ReadonlySet<string>;
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
    extra.push(...found.paths);
    return found;
  };
  const present = new Set(options.extra);
  const selections = await Promise.all(args.map(arg => select(cwd, arg, listing, listFolder, present)));
  const unwanted = await ignoreTest(options.ignore ?? []);
  const wanted = (path: string) =>
    kindOf(path, options.ext) !== undefined &&
    !unwanted(path) &&
    (scope === undefined || scope.files.has(path));
  const asked = new Set(selections.flatMap(selection => selection.files.filter(wanted)));
  const explicit = new Set(selections.flatMap(selection => (selection.explicit ? selection.files : [])));
  const others = [...listing.paths, ...extra].filter(
    path => kindOf(path, options.ext) !== undefined && !isLeftOut(path) && !unwanted(path),
  );
  return {
    project: [...new Set([...asked, ...others])].sort(),
    asked: [...asked].sort(),
    explicit,
    skipped: selections.reduce((sum, selection) => sum + selection.skipped, 0),
    notices: [...(scope?.hint === undefined ? [] : [scope.hint]), ...noticeUnlooked(explicit, asked, scope)],
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

async function findScope(
  options: DiscoverOptions,
): Promise<{ files: ReadonlySet<string>; hint?: string } | undefined> {
  const { staged, since, changed } = options.git ?? {};
  if (!staged && !changed && since === undefined) return undefined;
  const { paths, hint } = await scopedPaths(options.cwd, {
    staged,
    since,
    changed,
  });
  return hint === undefined ? { files: new Set(paths) } : { files: new Set(paths), hint };
}

/** The files of the project: what git says, or all below the working directory. */
async function listProject(options: DiscoverOptions): Promise<Listing> {
  if (options.honourIgnoreFiles === false) return walk(options.cwd, '.', false);
  const paths = await listFiles(options.cwd, options.git?.staged ? 'index' : undefined);
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

async function selectFolder(
  path: string,
  listing: Listing,
  listFolder: (path: string) => Promise<Listing>,
): Promise<Selection> {
  const start = path === '' ? '' : `${path}/`;
  const below = (paths: readonly string[]) =>
    paths.filter(candidate => candidate.startsWith(start) && (start !== '' || !candidate.startsWith('../')));
  const listed = below(listing.paths);
  // Named outright, a folder is looked at even where it is ignored or outside of the project.
  const isKnown = listed.length > 0 || start === '';
  const source = isKnown
    ? { paths: listed, folders: path === '' ? listing.folders : 0 }
    : await listFolder(path);
  const files = source.paths.filter(candidate => !isLeftOut(candidate.slice(start.length)));
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
