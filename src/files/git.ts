import { execFile } from 'node:child_process';
import { join, posix } from 'node:path';
import { Failure } from '../failure.ts';

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

/** The output of git. Throws a `Failure` with git's complaint where its status is another one than 0. */
export async function demandGit(cwd: string, args: readonly string[], alone = false): Promise<Buffer> {
  const answer = await runGit(cwd, args, alone);
  if (answer.code !== 0) throw new Failure(`git ${args[0]}: ${complaint(answer)}`);
  return answer.stdout;
}

/**
 * All files of the repository around `cwd` that are tracked, or neither tracked nor ignored, relative to `cwd`
 * (so some begin with `../`), with those of its submodules. Undefined outside a repository.
 */
export async function listFiles(cwd: string, only?: 'index', alone = false): Promise<string[] | undefined> {
  const others = only === 'index' ? [] : ['--others', '--exclude-standard'];
  const answer = await runGit(cwd, ['ls-files', '-z', '--cached', ...others, '--', ':/'], alone);
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

/** Files of a repository inside the repository, and of those inside of it, relative to `cwd`. */
export async function listNested(cwd: string, folder: string): Promise<string[]> {
  const top = join(cwd, folder);
  if (!(await isTop(top))) return [];
  const paths = (await listFiles(top, undefined, true)) ?? [];
  return paths.map(path => posix.join(folder, path));
}

/** Whether a folder is the top of a repository. A submodule that is not checked out is an empty folder of another. */
export async function isTop(folder: string): Promise<boolean> {
  const { code, stdout } = await runGit(folder, ['rev-parse', '--show-prefix'], true);
  return code === 0 && stdout.toString() === '\n';
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
