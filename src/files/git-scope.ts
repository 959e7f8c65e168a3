import { join, posix } from 'node:path';
import { Failure } from '../failure.ts';
import { demandGit, fromTop, isTop, listNested, prefixOf, runGit, splitPaths } from './git.ts';

/** What a run is limited to. At most one is set. */
export type GitScope = {
  staged?: boolean | undefined;
  since?: string | undefined;
  changed?: boolean | undefined;
};

/** Paths are relative to the working directory. */
export type Scoped = {
  /** Files that the scope names and that still exist. */
  paths: string[];
  /** Files whose staged content is not decided: a merge has left several. */
  unmerged: string[];
  /** What the user should know about the answer. */
  hints: string[];
};

/** Asks git what a run is limited to. Throws a `Failure` where there is no repository, or no such commit. */
export async function scopedPaths(cwd: string, scope: GitScope): Promise<Scoped> {
  const prefix = await prefixOf(cwd);
  if (scope.staged) return stagedPaths(cwd, prefix);
  const { commit, hints } = scope.since === undefined ? await headOf(cwd) : await mergeBase(cwd, scope.since);
  const changes = await changesSince(cwd, prefix, commit);
  return { paths: [...new Set(changes.paths)], unmerged: [], hints: [...hints, ...changes.hints] };
}

type Row = { isModule: boolean; old: string; status: string; path: string };

/** The rows of a diff, without files that are gone. */
async function readDiff(cwd: string, prefix: string, args: readonly string[], alone = false): Promise<Row[]> {
  const diff = ['diff', '--raw', '--no-abbrev', '--no-renames', '-z', '--no-ext-diff', '--no-relative'];
  const always = ['--diff-filter=d', '--ignore-submodules=none'];
  const fields = (await demandGit(cwd, [...diff, ...always, ...args], alone)).toString().split('\0');
  return fields.flatMap((field, index) => {
    const [, mode, old, , status] = /^:\d+ (\d+) (\w+) (\w+) (\w)/.exec(index % 2 === 0 ? field : '') ?? [];
    if (mode === undefined || old === undefined || status === undefined) return [];
    return [{ isModule: mode === MODULE, old, status, path: fromTop(prefix, fields[index + 1] ?? '') }];
  });
}

/** The mode of a submodule. */
const MODULE = '160000';

async function stagedPaths(cwd: string, prefix: string): Promise<Scoped> {
  const rows = await readDiff(cwd, prefix, ['--cached']);
  const files = rows.filter(({ isModule }) => !isModule);
  const pick = (wanted: boolean) => [
    ...new Set(files.filter(({ status }) => (status === 'U') === wanted).map(({ path }) => path)),
  ];
  const hints = rows
    .filter(({ isModule }) => isModule)
    .map(({ path }) => `${path} is a submodule: what was committed there is not judged here`);
  return { paths: pick(false), unmerged: pick(true), hints };
}

type Changes = Pick<Scoped, 'paths' | 'hints'>;

/** What is another in the work tree than in a commit, or not in it, with that of submodules. */
async function changesSince(cwd: string, prefix: string, commit: string, alone = false): Promise<Changes> {
  const rows = await readDiff(cwd, prefix, [commit, '--'], alone);
  const args = ['ls-files', '-z', '--others', '--exclude-standard', '--', ':/'];
  const others = splitPaths(await demandGit(cwd, args, alone));
  const nested = await Promise.all(
    others.filter(path => path.endsWith('/')).map(folder => listNested(cwd, folder)),
  );
  const modules = await Promise.all(
    rows.filter(({ isModule }) => isModule).map(row => changesInModule(cwd, row)),
  );
  const own = rows.filter(({ isModule }) => !isModule).map(({ path }) => path);
  return {
    paths: [
      ...own,
      ...others.filter(path => !path.endsWith('/')),
      ...nested.flat(),
      ...modules.flatMap(({ paths }) => paths),
    ],
    hints: modules.flatMap(({ hints }) => hints),
  };
}

/** A submodule is compared with the commit that the repository around it had of it. */
async function changesInModule(cwd: string, { path, old }: Row): Promise<Changes> {
  const folder = join(cwd, path);
  if (!(await isTop(folder))) return { paths: [], hints: [] };
  const isNew = /^0+$/.test(old);
  const isKnown = !isNew && (await runGit(folder, ['cat-file', '-e', `${old}^{commit}`], true)).code === 0;
  const commit = isKnown ? old : await emptyTree(folder);
  const { paths, hints } = await changesSince(folder, '', commit, true);
  const lacks = isNew || isKnown ? [] : [`${path} lacks the commit ${old}: all of it is looked at`];
  return {
    paths: paths.map(inside => posix.join(path, inside)),
    hints: [...lacks, ...hints.map(hint => `${path}/${hint}`)],
  };
}

const emptyTree = async (cwd: string): Promise<string> =>
  (await demandGit(cwd, ['hash-object', '-t', 'tree', '/dev/null'], true)).toString().trim();

type Base = { commit: string; hints: string[] };

/** `HEAD`, or the empty tree where nothing has been committed yet. */
async function headOf(cwd: string): Promise<Base> {
  const head = await runGit(cwd, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  return { commit: head.code === 0 ? 'HEAD' : await emptyTree(cwd), hints: [] };
}

const FETCH_MORE =
  'this clone is shallow: fetch the whole history (git fetch --unshallow, or fetch-depth: 0 in the checkout step)';

async function mergeBase(cwd: string, ref: string): Promise<Base> {
  const shallow =
    (await runGit(cwd, ['rev-parse', '--is-shallow-repository'])).stdout.toString().trim() === 'true';
  const known = await runGit(cwd, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  ]);
  if (known.code !== 0) {
    const remedy = shallow ? FETCH_MORE : `fetch it first (git fetch origin ${ref})`;
    throw new Failure(`--since ${ref}: git knows no such commit; ${remedy}`);
  }
  const base = await runGit(cwd, ['merge-base', known.stdout.toString().trim(), 'HEAD']);
  if (base.code !== 0) {
    throw new Failure(`--since ${ref}: it has no merge base with HEAD${shallow ? `; ${FETCH_MORE}` : ''}`);
  }
  const commit = base.stdout.toString().trim();
  return { commit, hints: shallow ? [`the merge base with ${ref} may be wrong: ${FETCH_MORE}`] : [] };
}
