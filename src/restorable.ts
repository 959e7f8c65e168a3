import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runGit, splitPaths } from './files/git.ts';

/**
 * Which of the files hold something that git could not give back: changes that are not staged, or all of a file
 * that git does not track. Outside a repository there are none, as nothing is promised there.
 */
export async function findLosses(cwd: string, paths: readonly string[]): Promise<string[]> {
  const folders = [...new Set(paths.map(path => dirname(join(cwd, path))))];
  const states = new Map(
    await Promise.all(folders.map(async folder => [folder, await readState(folder)] as const)),
  );
  return paths.filter(path => {
    const state = states.get(dirname(join(cwd, path)));
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (state === undefined || !existsSync(join(cwd, path))) return false;
    return !state.tracked.has(name) || state.changed.has(name);
  });
}

type State = { tracked: ReadonlySet<string>; changed: ReadonlySet<string> };

/** What git knows of the files directly in a folder; a submodule is asked for its own. */
async function readState(folder: string): Promise<State | undefined> {
  const pathspec = ['--', ':(glob)*'];
  const tracked = await runGit(folder, ['ls-files', '-z', '--cached', ...pathspec], true);
  if (tracked.code !== 0) return undefined;
  const diff = ['diff', '--name-only', '-z', '--no-ext-diff', '--relative'];
  const changed = await runGit(folder, [...diff, ...pathspec], true);
  return { tracked: new Set(splitPaths(tracked.stdout)), changed: new Set(splitPaths(changed.stdout)) };
}
