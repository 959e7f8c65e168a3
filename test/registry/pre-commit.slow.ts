import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addFiles, git, makeRepository, read } from '../sandbox.ts';

const CALL =
  "export const list = async () => (await (await fetch('/v1.1/images/detail')).json()).images.length;\n";
const FIXED = CALL.replace('/v1.1/images/detail', '/v2/images?member_status=all');

describe('pre-commit with this repository as one of hooks', () => {
  let hooks = '';
  beforeAll(() => {
    hooks = mkdtempSync(join(tmpdir(), 'glanceshift-hooks-'));
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      encoding: 'utf8',
    });
    for (const file of files.split('\0').filter(name => name !== ''))
      cpSync(file, join(hooks, 'repo', file), { recursive: true });
    const repo = join(hooks, 'repo');
    git(repo, 'init', '--quiet');
    git(repo, 'add', '--all');
    git(repo, 'commit', '--quiet', '--message=hooks');
  });
  afterAll(() => rmSync(hooks, { recursive: true, force: true }));

  const commit = (cwd: string, message: string) => {
    const env = {
      ...Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !/^(GIT_|VITEST|NODE_)/.test(name)),
      ),
      // The Node that runs this, not one that pre-commit would download.
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      PRE_COMMIT_HOME: join(hooks, 'home'),
      NO_COLOR: '1',
    };
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
    const command = ['git', ...identity, 'commit', '--quiet', `--message=${message}`].join(' ');
    const ran = spawnSync('sh', ['-ec', `pre-commit install >&2 && ${command}`], {
      cwd,
      env,
      encoding: 'utf8',
    });
    return { status: ran.status, told: ran.stdout + ran.stderr };
  };

  const makeUser = (id: string): string => {
    const rev = git(join(hooks, 'repo'), 'rev-parse', 'HEAD').trim();
    const config = { repos: [{ repo: join(hooks, 'repo'), rev, hooks: [{ id }] }] };
    return makeRepository({ '.pre-commit-config.yaml': JSON.stringify(config) });
  };

  test('it is cloned, built and installed; the check refuses a call and takes a commit without one', () => {
    const cwd = makeUser('glanceshift');
    addFiles(cwd, { 'a.js': CALL });
    git(cwd, 'add', '--all');
    const refused = commit(cwd, 'call');
    expect(refused.told).toContain('a.js:1:47  error  GET /v1.1/images/detail is deprecated');
    expect([refused.status, git(cwd, 'log', '-1', '--format=%s')]).toEqual([1, 'first\n']);
    addFiles(cwd, { 'a.js': FIXED });
    git(cwd, 'add', '--all');
    expect(commit(cwd, 'clean')).toMatchObject({ status: 0 });
    expect(git(cwd, 'log', '-1', '--format=%s')).toBe('clean\n');
  });

  test('the fix is in the commit', () => {
    const cwd = makeUser('glanceshift-fix');
    addFiles(cwd, { 'a.js': CALL });
    git(cwd, 'add', '--all');
    const ran = commit(cwd, 'fixed');
    expect(read(cwd, 'a.js')).toBe(FIXED);
    expect([ran.status, ran.told]).toEqual([0, expect.stringContaining('Passed')]);
    expect(git(cwd, 'show', 'HEAD:a.js')).toBe(FIXED);
  });
});
