import { execFile } from 'node:child_process';
import { posix } from 'node:path';
import { Failure } from './failure.ts';

type Answer = { code: number; stdout: Buffer; stderr: string };

/**
 * Runs git in a folder. Never throws for an exit status; a missing git is an answer with status 127.
 * `alone`: a hook's variables, which name the repository that it runs for, do not count.
 */
export function runGit(cwd: string, args: readonly string[], alone = false): Promise<Answer> {
  const env = Object.entries(process.env).filter(([name]) => !alone || !name.startsWith('GIT_'));
  return new Promise(resolve => {
    const options = {
      cwd,
      env: Object.fromEntries(env),
      encoding: 'buffer' as const,
      maxBuffer: Number.POSITIVE_INFINITY,
    };
    execFile('git', args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127;
      resolve({ code, stdout, stderr: stderr.toString() });
    });
  });
}

/** Paths from output that ends each with NUL, in order, each once. */
export const splitPaths = (output: Buffer): string[] => [
  ...new Set(
    output
      .toString()
      .split('\0')
      .filter(path => path !== ''),
  ),
];

/** The one line of git's error output that tells what is wrong. */
const complaint = (answer: Answer): string =>
  answer.stderr
    .split('\n')
    .find(line => line.trim() !== '')
    ?.replace(/^(fatal|error): /, '') ?? `git ended with status ${answer.code}`;

async function demandGit(cwd: string, args: readonly string[]): Promise<Buffer> {
  const answer = await runGit(cwd, args);
  if (answer.code !== 0) throw new Failure(`git ${args[0]}: ${complaint(answer)}`);
  return answer.stdout;
}

/**
 * All files of the repository around `cwd` that are tracked, or neither tracked nor ignored, relative to `cwd`
 * (so some begin with `../`), with those of its submodules. Undefined outside a repository.
 */
export async function listFiles(cwd: string, only?: 'index'): Promise<string[] | undefined> {
  const others = only === 'index' ? [] : ['--others', '--exclude-standard'];
  const answer = await runGit(cwd, ['ls-files', '-z', '--cached', ...others, '--', ':/']);
  if (answer.code !== 0) return undefined;
  const paths = splitPaths(answer.stdout);
  const nested = paths.filter(path => path.endsWith('/'));
  const modules = paths.find(path => /^(\.\.\/)*\.gitmodules$/.test(path));
  if (modules !== undefined) nested.push(...(await submodules(cwd, modules)));
  const deeper = await Promise.all(nested.map(folder => listNested(cwd, folder)));
  return [...paths.filter(path => !path.endsWith('/')), ...deeper.flat()];
}

/** Folders of the submodules, relative to `cwd`. */
async function submodules(cwd: string, file: string): Promise<string[]> {
  const answer = await runGit(cwd, ['config', '-z', '-f', file, '--get-regexp', '\\.path$']);
  return splitPaths(answer.stdout).map(row =>
    posix.join(posix.dirname(file), row.slice(row.indexOf('\n') + 1)),
  );
}

/** Files of a repository inside the repository. */
async function listNested(cwd: string, folder: string): Promise<string[]> {
  const args = ['-C', folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.'];
  const answer = await runGit(cwd, args, true);
  return answer.code === 0 ? splitPaths(answer.stdout).map(path => posix.join(folder, path)) : [];
}

/** What a run is limited to. At most one is set. */
export type GitScope = {
  staged?: boolean | undefined;
  since?: string | undefined;
  changed?: boolean | undefined;
};

/** Paths, relative to `cwd`, of the files that the scope names and that still exist. */
export async function scopedPaths(cwd: string, scope: GitScope): Promise<{ paths: string[]; hint?: string }> {
  const prefix = await prefixOf(cwd);
  const diff = ['diff', '--name-only', '-z', '--no-ext-diff', '--no-relative', '--diff-filter=d'];
  const here = (output: Buffer) => splitPaths(output).map(path => fromTop(prefix, path));
  if (scope.staged) return { paths: here(await demandGit(cwd, [...diff, '--cached'])) };
  const base =
    scope.since === undefined ? { commit: await headOrEmpty(cwd) } : await mergeBase(cwd, scope.since);
  const tracked = here(await demandGit(cwd, [...diff, base.commit, '--']));
  const others = await demandGit(cwd, ['ls-files', '-z', '--others', '--exclude-standard', '--', ':/']);
  const paths = [...new Set([...tracked, ...splitPaths(others)])];
  return 'hint' in base ? { paths, hint: base.hint } : { paths };
}

/** The way from the top of the work tree down to `cwd`, e.g. `packages/a/`. Throws where there is no repository. */
export async function prefixOf(cwd: string): Promise<string> {
  const answer = await runGit(cwd, ['rev-parse', '--show-prefix']);
  if (answer.code === 127) throw new Failure('git is not installed, or not on the PATH');
  if (answer.code !== 0) throw new Failure(`no git repository here: ${complaint(answer)}`);
  return answer.stdout.toString().replace(/\n$/, '');
}

/** Turns a path from the top of the work tree into one from the folder that `prefix` leads to. */
export const fromTop = (prefix: string, path: string): string =>
  prefix === '' ? path : posix.relative(`/${prefix}`, `/${path}`);

/** `HEAD`, or the empty tree where nothing has been committed yet. */
async function headOrEmpty(cwd: string): Promise<string> {
  const head = await runGit(cwd, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (head.code === 0) return 'HEAD';
  return (await demandGit(cwd, ['hash-object', '-t', 'tree', '/dev/null'])).toString().trim();
}

const FETCH_MORE =
  'this clone is shallow: fetch the whole history (git fetch --unshallow, or fetch-depth: 0 in the checkout step)';

async function mergeBase(cwd: string, ref: string): Promise<{ commit: string; hint?: string }> {
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
  return shallow ? { commit, hint: `the merge base with ${ref} may be wrong: ${FETCH_MORE}` } : { commit };
}
