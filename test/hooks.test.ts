import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { addFiles, git, makeFolder, makeRepository, read } from './sandbox.ts';

const CALL =
  "export const list = async () => (await (await fetch('/v1.1/images/detail')).json()).images.length;\n";
const FIXED = CALL.replace('/v1.1/images/detail', '/v2/images?member_status=all');
const OPAQUE = "export const send = verb => fetch('/v1.1/images/detail', { method: verb });\n";

/** The entries of package.json that the README prints. */
const RECIPE =
  /^```json\n(\{\n {2}"lint-staged"[\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';

type Tools = 'husky' | 'lint-staged' | 'simple-git-hooks';
const BINARIES: Record<Tools, string> = {
  husky: 'husky/bin.js',
  'lint-staged': 'lint-staged/bin/lint-staged.js',
  'simple-git-hooks': 'simple-git-hooks/cli.js',
};

/** A repository in which the program, and some tools beside it, are installed as npm does it. */
function makeProject(files: Record<string, string>, tools: readonly Tools[] = []): string {
  const cwd = makeRepository({ '.gitignore': 'node_modules\n', ...files });
  const bin = join(cwd, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  chmodSync(inject('cli'), 0o755);
  symlinkSync(inject('cli'), join(bin, 'glanceshift'));
  for (const tool of tools) symlinkSync(resolve('node_modules', BINARIES[tool]), join(bin, tool));
  return cwd;
}

const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(GIT_|VITEST|NODE_|CI$)/.test(name)),
  ),
  NO_COLOR: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
});

function shell(cwd: string, command: string, more: Record<string, string> = {}) {
  const env = { ...environment(), ...more };
  const { status, stdout, stderr } = spawnSync('sh', ['-ec', command], { cwd, env, encoding: 'utf8' });
  return { status, told: stdout + stderr };
}

const subject = (cwd: string): string => git(cwd, 'log', '-1', '--format=%s').trim();

/** A commit with a new call is refused, whatever the work tree has become since; one without is taken. */
function expectGate(cwd: string): void {
  addFiles(cwd, { 'src/list.js': CALL, 'src/other name.js': 'export {};\n' });
  git(cwd, 'add', '--all');
  addFiles(cwd, { 'src/list.js': 'export {};\n' });
  const refused = shell(cwd, 'git commit -m call');
  expect([refused.status, refused.told]).toEqual([
    1,
    expect.stringContaining('is deprecated, use GET /v2/images'),
  ]);
  expect(subject(cwd)).not.toBe('call');
  git(cwd, 'add', '--all');
  expect(shell(cwd, 'git commit -m clean')).toMatchObject({ status: 0 });
  expect(subject(cwd)).toBe('clean');
}

describe('husky', () => {
  test('with the hook that --init writes', () => {
    const cwd = makeProject({ '.husky/.keep': '', 'package.json': '{}' }, ['husky']);
    expect(shell(cwd, 'npx husky && npx --no-install glanceshift --init pre-commit').status).toBe(0);
    expectGate(cwd);
  });

  test('with lint-staged, which hands over names and hides what is not staged', () => {
    const cwd = makeProject(
      { 'package.json': RECIPE, '.husky/pre-commit': 'npx --no-install lint-staged\n' },
      ['husky', 'lint-staged'],
    );
    expect(shell(cwd, 'npx husky').status).toBe(0);
    expectGate(cwd);
  });

  test('with lint-staged that fixes: the commit has the fix, what is not staged stays', () => {
    const cwd = makeProject(
      {
        'package.json': RECIPE.replace(/"(glanceshift --staged)"/, '"$1 --fix"'),
        '.husky/pre-commit': 'npx --no-install lint-staged\n',
      },
      ['husky', 'lint-staged'],
    );
    expect(shell(cwd, 'npx husky').status).toBe(0);
    addFiles(cwd, { 'list.js': `${CALL}// 1\n// 2\n// 3\n// 4\n` });
    git(cwd, 'add', '--all');
    addFiles(cwd, { 'list.js': `${CALL}// 1\n// 2\n// 3\n// 4\n// not staged\n` });
    expect(shell(cwd, 'git commit -m fixed')).toMatchObject({ status: 0 });
    expect(git(cwd, 'show', 'HEAD:list.js')).toBe(`${FIXED}// 1\n// 2\n// 3\n// 4\n`);
    expect(read(cwd, 'list.js')).toBe(`${FIXED}// 1\n// 2\n// 3\n// 4\n// not staged\n`);
  });
});

test('simple-git-hooks', () => {
  const cwd = makeProject({ 'package.json': RECIPE }, ['simple-git-hooks']);
  expect(shell(cwd, 'npx simple-git-hooks').status).toBe(0);
  expectGate(cwd);
});

describe('git itself runs a hook in surroundings of its own', () => {
  const hook = (flags: string) => `#!/bin/sh\nexec npx --no-install glanceshift --staged ${flags}\n`;
  const withHook = (flags = '') => {
    const cwd = makeProject({ 'a.js': 'export {};\n', 'b.js': 'export {};\n' });
    addFiles(cwd, { '.git/hooks/pre-commit': hook(flags) });
    chmodSync(join(cwd, '.git/hooks/pre-commit'), 0o755);
    return cwd;
  };

  test.each([
    ['of everything that changed', 'git commit -a -m x'],
    ['of one file', 'git commit -m x a.js'],
    ['from a folder below', 'mkdir -p c && cd c && git commit -a -m x'],
  ])('a commit %s is judged by what it takes', (_, command) => {
    const cwd = withHook();
    addFiles(cwd, { 'a.js': CALL });
    expect(shell(cwd, command)).toMatchObject({ status: 1 });
    addFiles(cwd, { 'a.js': 'export {}; //\n' });
    expect(shell(cwd, command)).toMatchObject({ status: 0 });
  });

  test('a file that the commit does not take is not judged', () => {
    const cwd = withHook();
    addFiles(cwd, { 'a.js': CALL, 'b.js': 'export {}; //\n' });
    git(cwd, 'add', 'a.js');
    expect(shell(cwd, 'git commit -m x b.js')).toMatchObject({ status: 0 });
    expect(shell(cwd, 'git commit -m y')).toMatchObject({ status: 1 });
  });

  test('in a worktree', () => {
    const cwd = withHook();
    git(cwd, 'worktree', 'add', '--quiet', 'tree', '-b', 'other');
    symlinkSync(join(cwd, 'node_modules'), join(cwd, 'tree/node_modules'), 'dir');
    addFiles(join(cwd, 'tree'), { 'a.js': CALL });
    expect(shell(join(cwd, 'tree'), 'git commit -a -m x')).toMatchObject({ status: 1 });
  });

  test.each(['git commit -a -m x', 'git add --all && git commit -m x'])(
    'fixes are part of the commit: %s',
    command => {
      const cwd = withHook('--fix');
      addFiles(cwd, { 'a.js': CALL });
      expect(shell(cwd, command)).toMatchObject({ status: 0 });
      expect(git(cwd, 'show', 'HEAD:a.js')).toBe(FIXED);
      expect([read(cwd, 'a.js'), git(cwd, 'status', '--porcelain')]).toEqual([FIXED, '']);
      addFiles(cwd, { 'a.js': FIXED + OPAQUE });
      expect(shell(cwd, command)).toMatchObject({ status: 1 });
    },
  );
});

describe('pre-commit', () => {
  beforeAll(() => {
    const { error } = spawnSync('pre-commit', ['--version']);
    if (error !== undefined) throw new Error('pre-commit is not installed: apt-get install pre-commit');
  });

  const HOOKS: { id: string; entry: string }[] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'));

  /** A repository as pre-commit clones it; what takes minutes, to install and build it, is done beforehand. */
  function makeHookRepository(): string {
    const hooks = HOOKS.map(hook => ({ ...hook, language: 'script', entry: `bin/${hook.entry}` }));
    const program = `#!/bin/sh\nexec "${process.execPath}" "${inject('cli')}" "$@"\n`;
    const cwd = makeFolder({ '.pre-commit-hooks.yaml': JSON.stringify(hooks), 'bin/glanceshift': program });
    chmodSync(join(cwd, 'bin/glanceshift'), 0o755);
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '--all');
    git(cwd, 'commit', '--quiet', '--message=hooks');
    return cwd;
  }

  function makeUser(ids: readonly string[]): { cwd: string; home: string } {
    const repo = makeHookRepository();
    const rev = git(repo, 'rev-parse', 'HEAD').trim();
    const config = { repos: [{ repo, rev, hooks: ids.map(id => ({ id })) }] };
    const cwd = makeRepository({ '.pre-commit-config.yaml': JSON.stringify(config) });
    const home = makeFolder();
    expect(shell(cwd, 'pre-commit install', { PRE_COMMIT_HOME: home })).toMatchObject({ status: 0 });
    return { cwd, home };
  }

  test('the check refuses a call and takes a commit without one', () => {
    const { cwd, home } = makeUser(['glanceshift']);
    process.env.PRE_COMMIT_HOME = home;
    expectGate(cwd);
  });

  test('the fix puts the moved call into the commit, and refuses what it cannot move', () => {
    const { cwd, home } = makeUser(['glanceshift-fix']);
    process.env.PRE_COMMIT_HOME = home;
    const rest = '// 1\n// 2\n// 3\n// 4\n';
    addFiles(cwd, { 'list.js': CALL + rest });
    git(cwd, 'add', '--all');
    addFiles(cwd, { 'list.js': `${CALL + rest}// not staged\n` });
    expect(shell(cwd, 'git commit -m x')).toMatchObject({ status: 0 });
    expect(git(cwd, 'show', 'HEAD:list.js')).toBe(FIXED + rest);
    expect(read(cwd, 'list.js')).toBe(`${FIXED + rest}// not staged\n`);
    addFiles(cwd, { 'send.js': OPAQUE });
    git(cwd, 'add', '--all');
    expect(shell(cwd, 'git commit -m y')).toMatchObject({ status: 1 });
  });

  test('the repository can be installed as one of hooks: packing it prints the name of the package alone', () => {
    const clone = makeFolder();
    const files = ['package.json', '.npmrc', '.tsdown.config.js', 'tsconfig.json', 'README.md', 'LICENSE'];
    for (const file of [...files, 'src', 'rules', 'node_modules'])
      symlinkSync(resolve(file), join(clone, file));
    const packed = execFileSync('npm', ['pack', '--dry-run'], {
      cwd: clone,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(packed).toMatch(/^glanceshift-[\d.]+\.tgz\n$/);
    expect(HOOKS.map(({ id }) => id)).toEqual(['glanceshift', 'glanceshift-fix']);
  });
});

describe('CI', () => {
  const STEPS: {
    run?: string;
    uses?: string;
    if?: string;
    env?: Record<string, string>;
    with?: Record<string, string>;
  }[] = parse(readFileSync('.github/action/action.yml', 'utf8')).runs.steps;

  test('the steps of the action report, hand over what is uploaded, and fail after that', () => {
    const cwd = makeProject({ 'src/list.js': CALL });
    const output = join(makeFolder({ output: '' }), 'output');
    const [report, upload, end] = STEPS;
    const run = (args: string) =>
      spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', report?.run ?? ''], {
        cwd,
        encoding: 'utf8',
        env: { ...environment(), ARGS: args, SARIF_FILE: 'glanceshift.sarif', GITHUB_OUTPUT: output },
      });
    const found = run('src --fail-on note');
    expect([found.status, found.stdout]).toEqual([
      0,
      expect.stringMatching(/^::error file=src\/list\.js,line=1,/m),
    ]);
    expect(readFileSync(output, 'utf8')).toBe('status=1\n');
    expect(JSON.parse(read(cwd, 'glanceshift.sarif')).runs[0].results).toHaveLength(1);
    expect(upload?.uses).toMatch(/^github\/codeql-action\/upload-sarif@v\d+$/);
    expect(upload?.with?.sarif_file).toBe('${{ inputs.working-directory }}/${{ inputs.sarif-file }}');
    expect(end?.env?.STATUS).toBe(
      `\${{ steps.${parse(readFileSync('.github/action/action.yml', 'utf8')).runs.steps[0].id}.outputs.status }}`,
    );
    expect(
      spawnSync('bash', ['-ec', end?.run ?? ''], { env: { ...environment(), STATUS: '1' } }).status,
    ).toBe(1);
    expect(run('nowhere').status).toBe(2);
  });

  test('the template of GitLab is what --init writes, and its report is made', () => {
    const cwd = makeProject({ 'src/list.js': CALL });
    expect(shell(cwd, 'npx --no-install glanceshift --init gitlab').status).toBe(0);
    expect(read(cwd, '.gitlab-ci.yml')).toBe(readFileSync('.gitlab/glanceshift.yml', 'utf8'));
    const { script, artifacts } = parse(read(cwd, '.gitlab-ci.yml')).glanceshift;
    expect(shell(cwd, script.slice(1).join('\n'))).toMatchObject({ status: 1 });
    const report = JSON.parse(read(cwd, artifacts.reports.codequality));
    expect(report).toMatchObject([{ severity: 'major', location: { path: 'src/list.js' } }]);
  });
});
