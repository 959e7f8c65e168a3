import { spawnSync } from 'node:child_process';
import { Failure } from './failure.ts';
import { fromTop, prefixOf, runGit } from './git.ts';

/**
 * The bytes in the index of every file whose work tree copy is another one, by path relative to `cwd`.
 * All other files are read from the disk, where they are the same.
 */
export async function readStaged(cwd: string): Promise<Map<string, Buffer>> {
  const prefix = await prefixOf(cwd);
  const answer = await runGit(cwd, ['diff', '--name-only', '-z', '--no-ext-diff', '--no-relative']);
  if (answer.code !== 0) throw new Failure(`git diff: ${answer.stderr.trim().split('\n')[0]}`);
  const paths = answer.stdout
    .toString()
    .split('\0')
    .filter(path => path !== '');
  return readBlobs(cwd, prefix, [...new Set(paths)]);
}

/** Reads index blobs, all in one call of git. `paths` count from the top of the work tree. */
function readBlobs(cwd: string, prefix: string, paths: readonly string[]): Map<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  if (paths.length === 0) return blobs;
  const names = paths.filter(path => !path.includes('\n'));
  const input = names.map(path => `:${path}\n`).join('');
  const answer = spawnSync('git', ['cat-file', '--batch'], {
    cwd,
    input,
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (answer.error !== undefined) throw answer.error;
  let at = 0;
  for (const path of names) {
    const lineEnd = answer.stdout.indexOf(10, at);
    const [, type, size] =
      answer.stdout
        .subarray(at, lineEnd)
        .toString()
        .match(/ (\w+) (\d+)$/) ?? [];
    at = lineEnd + 1;
    // A conflict has no blob of its own, a submodule no bytes: both are answered with one line.
    if (type === undefined || size === undefined) continue;
    if (type === 'blob') blobs.set(fromTop(prefix, path), answer.stdout.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}
