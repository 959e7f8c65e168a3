import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { init } from '../src/cli/init.ts';
import { TARGETS } from '../src/cli/values.ts';
import { addFiles, git, makeFolder, makeRepository, read, run } from './sandbox.ts';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => statSync(join(folder, path)).isFile())
    .sort();

const CALL = "await fetch('/v1.1/images/detail');\n";

describe('--init', () => {
  test('writes a configuration where nobody can be asked, and it is taken', () => {
    const cwd = makeFolder({ 'a.ts': CALL });
    expect(run(cwd, ['--init'])).toEqual({
      status: 0,
      out: 'wrote glanceshift.config.json\nnext: npm install --save-dev glanceshift\n',
      err: '',
    });
    expect(filesIn(cwd)).toEqual(['a.ts', 'glanceshift.config.json']);
    expect(run(cwd).status).toBe(1);
  });

  test('writes what is named, once, and never over what is there', () => {
    const cwd = makeFolder({
      'package.json': '{"devDependencies":{"glanceshift":"1"}}',
      '.gitlab-ci.yml': 'x: 1\n',
    });
    const names = TARGETS.join(',');
    const first = run(cwd, ['--init', names]);
    expect(first.status).toBe(0);
    expect(first.out).toMatch(
      /^wrote glanceshift\.config\.json\nwrote \.pre-commit-config\.yaml\nwrote \.github\/workflows\/glanceshift\.yml\n\.gitlab-ci\.yml is there already and was left as it is; it would have been:\n {4}glanceshift:\n/,
    );
    expect(first.out).not.toContain('next:');
    const before = filesIn(cwd).map(path => [path, read(cwd, path)]);
    const second = run(cwd, [`--init=${names}`]);
    expect([second.status, second.out.match(/ is there already /g)?.length]).toEqual([0, 4]);
    expect(filesIn(cwd).map(path => [path, read(cwd, path)])).toEqual(before);
    expect(read(cwd, '.gitlab-ci.yml')).toBe('x: 1\n');
  });

  test('a hook of husky keeps a new call out of a commit', () => {
    const cwd = makeRepository({ '.husky/.keep': '', 'pnpm-lock.yaml': '' });
    expect(run(cwd, ['--init', 'pre-commit']).out).toContain('wrote .husky/pre-commit\nnext: pnpm add');
    expect(read(cwd, '.husky/pre-commit')).toBe('pnpm exec glanceshift --staged\n');
    expect(statSync(join(cwd, '.husky/pre-commit')).mode & 0o100).toBe(0o100);
    addFiles(cwd, { 'a.ts': CALL });
    git(cwd, 'add', 'a.ts');
    expect(run(cwd, ['--staged']).status).toBe(1);
  });

  test.each([
    ['package-lock.json', undefined, 'npm ci', 'npx --no-install glanceshift'],
    ['pnpm-lock.yaml', 'corepack enable', 'pnpm install --frozen-lockfile', 'pnpm exec glanceshift'],
    ['yarn.lock', 'corepack enable', 'yarn install --immutable', 'yarn run glanceshift'],
  ])('CI installs as the project does: %s', (lock, setup, install, start) => {
    const cwd = makeFolder({ [lock]: '' });
    run(cwd, ['--init', 'github,gitlab,pre-commit']);
    const { steps } = parse(read(cwd, '.github/workflows/glanceshift.yml')).jobs.glanceshift;
    const commands = steps.flatMap((step: { run?: string }) => step.run ?? []);
    const before = setup === undefined ? [install] : [setup, install];
    expect(commands).toEqual([...before, `${start} --format github`]);
    const job = parse(read(cwd, '.gitlab-ci.yml')).glanceshift;
    expect(job.script.slice(0, -1)).toEqual(before);
    const report = job.artifacts.reports.codequality;
    expect(job.script.at(-1)).toBe(`${start} --format pretty --format gitlab --output ${report}`);
    const [hook] = parse(read(cwd, '.pre-commit-config.yaml')).repos[0].hooks;
    expect(hook).toMatchObject({ entry: `${start} --staged`, pass_filenames: false });
  });

  test.each<[string, string[], string[]]>([
    ['enter', ['', '', ''], ['glanceshift.config.json']],
    [
      'yes to all',
      ['Y', 'yes', 'GitHub'],
      ['.github/workflows/glanceshift.yml', '.pre-commit-config.yaml', 'glanceshift.config.json'],
    ],
    ['no to all', ['n', 'N', 'n'], []],
    ['another host', ['n', '', ' gitlab '], ['.gitlab-ci.yml']],
  ])('a person is asked three questions: %s', async (_, answers, files) => {
    const cwd = makeFolder();
    const left = [...answers];
    await init(cwd, [], async () => left.shift() ?? '');
    expect([left, filesIn(cwd)]).toEqual([[], files]);
  });

  test.each([
    ['confg', 'glanceshift: --init confg: there is nothing of that name to write (did you mean "config"?)\n'],
    ['config src', 'glanceshift: --init takes no paths: name what to write after a comma\n'],
  ])('--init %s is told', (words, err) => {
    expect(run(makeFolder(), ['--init', ...words.split(' ')])).toEqual({ status: 2, out: '', err });
  });
});

describe('--completion', () => {
  const complete = (words: string[]): string[] => {
    const { out } = run(makeFolder(), ['--completion', 'bash']);
    const line = ['glanceshift', ...words].map(word => `'${word}'`).join(' ');
    const script = `${out}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _glanceshift; echo "\${COMPREPLY[*]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trim().split(/\s+/);
  };

  test('bash completes flags and the values that are known', () => {
    expect(complete(['--sta'])).toEqual(['--stats', '--staged']);
    expect(complete(['--format', 's'])).toEqual(['sarif']);
    expect(complete(['-f', ''])).toContain('html');
  });

  test.each(['bash', 'zsh', 'fish'])('%s gets every flag', shell => {
    const { status, out } = run(makeFolder(), ['--completion', shell]);
    const help = run(makeFolder(), ['--help']).out;
    const flags = [...help.matchAll(/--([a-z][a-z-]+)/g)].map(([, name = '']) => name);
    const named = flags.filter(
      name => !['help', 'version', 'no-config', 'no-color', 'no-ignore'].includes(name),
    );
    expect(status).toBe(0);
    expect(named.filter(name => !out.includes(name))).toEqual([]);
  });

  test('another shell is told', () => {
    expect(run(makeFolder(), ['--completion', 'tcsh'])).toEqual({
      status: 2,
      out: '',
      err: 'glanceshift: --completion tcsh: must be one of bash, zsh, fish\n',
    });
  });
});
