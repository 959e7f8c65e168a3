import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, inject } from 'vitest';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder outside of any repository with these files; it is gone after the test. */
export function makeFolder(files: Record<string, string | Buffer> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'glanceshift-')));
  folders.push(folder);
  addFiles(folder, files);
  return folder;
}

/** Writes files into a folder. */
export function addFiles(folder: string, files: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The text of a file of the folder. */
export const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

/** The surroundings without what a hook, a terminal or a person's settings put there. */
const plainEnv = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(GIT_|NO_COLOR|FORCE_COLOR|NODE_|VITEST)/.test(name)),
  ),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
});

/** Runs git in a folder and fails the test where git fails. */
export function git(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: folder,
    env: plainEnv(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** A fresh repository in which the files are committed. */
export function makeRepository(files: Record<string, string | Buffer> = {}): string {
  const folder = makeFolder(files);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=first');
  return folder;
}

export type Ran = { status: number | null; out: string; err: string };

/** Runs the built program in a folder. */
export function run(
  folder: string,
  args: readonly string[] = [],
  more: { input?: string | Buffer; env?: Record<string, string>; node?: readonly string[] } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...(more.node ?? []), inject('cli'), ...args],
    {
      cwd: folder,
      env: { ...plainEnv(), ...more.env },
      input: more.input ?? '',
      encoding: 'utf8',
      maxBuffer: Number.POSITIVE_INFINITY,
    },
  );
  return { status, out: stdout, err: stderr };
}
