import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openProgressLine } from '../src/cli/progress-line.ts';
import { addFiles, makeFolder, makeRepository, read, run } from './sandbox.ts';
import { onTerminal, type Step } from './terminal.ts';

const FIRST = 'Write a configuration? (Y/n) ';
const SECOND = 'Check staged files before each commit? (y/N) ';
const THIRD = 'Check in CI? (github, gitlab, N) ';

const answers = (...words: string[]): Step[] =>
  [FIRST, SECOND, THIRD].flatMap((question, index) => {
    const word = words[index];
    return word === undefined ? [] : [[question, word] as const];
  });

describe('--init on a terminal', () => {
  test.each<[string, string[], string[]]>([
    ['the defaults', ['\r', '\r', '\r'], ['glanceshift.config.json']],
    [
      'all of it',
      ['yes\r', 'y\r', 'github\r'],
      ['.github', '.pre-commit-config.yaml', 'glanceshift.config.json'],
    ],
    ['nothing', ['n\r', 'no\r', 'n\r'], []],
  ])('asks three questions: %s', async (_, words, files) => {
    const cwd = makeFolder();
    const { status, screen } = await onTerminal(cwd, ['--init'], { steps: answers(...words) });
    expect(status).toBe(0);
    expect(readdirSync(cwd).sort()).toEqual(files);
    expect(screen).toContain(files.length === 0 ? 'nothing written' : 'wrote ');
  });

  test('answers that are typed ahead count, and one that is none is asked for again', async () => {
    const cwd = makeFolder();
    const ahead = await onTerminal(cwd, ['--init'], { steps: [[FIRST, 'n\rn\rgitlab\r']] });
    expect([ahead.status, readdirSync(cwd)]).toEqual([0, ['.gitlab-ci.yml']]);
    const other = makeFolder();
    const steps = [
      ...answers('maybe\r').slice(0, 1),
      ...answers('n\r', '\r', 'y\r'),
      [THIRD, 'github\r'] as const,
    ];
    await onTerminal(other, ['--init'], { steps });
    expect(readdirSync(other)).toEqual(['.github']);
  });

  test('only the answer to a question is asked for: the lines on standard output are what was done', async () => {
    const cwd = makeFolder();
    const { screen } = await onTerminal(cwd, ['--init'], {
      steps: answers('\r', '\r', '\r'),
      more: '> told.txt',
    });
    expect(read(cwd, 'told.txt')).toBe(
      'wrote glanceshift.config.json\nnext: npm install --save-dev glanceshift\n',
    );
    expect(screen).not.toContain('wrote');
  });

  test.each([
    ['Ctrl-C at once', ['\u0003']],
    ['Ctrl-C after two answers', ['y\r', 'y\r', '\u0003']],
    ['Ctrl-C within an answer', ['y\r', 'y\u0003']],
    ['Ctrl-D', ['y\r', '\u0004']],
  ])('%s writes nothing', async (_, words) => {
    const cwd = makeFolder();
    const { status, screen } = await onTerminal(cwd, ['--init'], { steps: answers(...words) });
    expect([status, readdirSync(cwd)]).toEqual([2, []]);
    expect(screen).toMatch(/glanceshift: --init: there was no answer, nothing is written\n$/);
  });

  test.each([
    ['standard input is no terminal', { more: '< /dev/null' }],
    ['nobody would see the question', { more: '2> told.txt' }],
  ])('nobody is asked where %s', async (_, more) => {
    const cwd = makeFolder();
    const { status, screen } = await onTerminal(cwd, ['--init'], more);
    expect([status, screen]).toEqual([0, expect.stringContaining('wrote glanceshift.config.json')]);
    expect(screen).not.toContain('?');
  });

  test('nor where it is said what to write', async () => {
    const cwd = makeFolder();
    const { screen } = await onTerminal(cwd, ['--init', 'gitlab']);
    expect([screen.includes('?'), readdirSync(cwd)]).toEqual([false, ['.gitlab-ci.yml']]);
  });
});

describe('the line of progress', () => {
  /** Moves a clock and writes down what is drawn. */
  const draw = (columns?: number) => {
    let time = 0;
    const drawn: string[] = [];
    const line = openProgressLine(
      text => drawn.push(text),
      columns,
      () => time,
    );
    return { line, drawn, wait: (milliseconds: number) => (time += milliseconds) };
  };

  test('comes after a second, is drawn at a calm pace, and goes', () => {
    const { line, drawn, wait } = draw();
    line.onProgress({ stage: 'find', files: 0 });
    wait(999);
    line.onProgress({ stage: 'read', files: 1 });
    expect(drawn).toEqual([]);
    wait(1);
    line.onProgress({ stage: 'read', files: 1 });
    wait(99);
    line.onProgress({ stage: 'read', files: 1500 });
    wait(1901);
    line.onProgress({ stage: 'study', files: 12 });
    line.clear();
    line.clear();
    expect(drawn).toEqual([
      '\rglanceshift: 1 file read, 1 s\u001b[K',
      '\rglanceshift: studying 12 files, 3 s\u001b[K',
      '\r\u001b[K',
    ]);
  });

  test('was never there in a short run, and is never wider than the terminal', () => {
    const short = draw();
    short.line.onProgress({ stage: 'study', files: 1 });
    short.line.clear();
    expect(short.drawn).toEqual([]);
    const narrow = draw(20);
    narrow.wait(5000);
    narrow.line.onProgress({ stage: 'read', files: 1_234_567 });
    narrow.line.clear();
    expect(narrow.drawn[0]).toBe('\rglanceshift: 1,234,\u001b[K');
  });
});

describe('progress on a terminal', () => {
  const CLEAR = '\u001b[K';

  test('says what is studied, and is taken away before the report; standard output has none of it', async () => {
    const cwd = makeFolder(
      Object.fromEntries(
        Array.from({ length: 750 }, (_, index) => [
          `src/part${index}.ts`,
          `export async function names${index}(host: string) {
  const answer = await fetch(\`\${host}/v1.1/images/detail?limit=${index}\`);
  const { images } = await answer.json();
  return images.filter(image => image.is_public).map(image => image.name).join();
}
export const log${index} = async () => console.log(await names${index}('https://glance.example.com'));
`,
        ]),
      ),
    );
    const { status, screen } = await onTerminal(cwd, ['-f', 'gitlab'], { more: '> report' });
    expect(status).toBe(1);
    const parts = screen.split(CLEAR);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts.slice(0, -2)) expect(part).toMatch(/^\rglanceshift: studying 750 files, \d+ s$/);
    expect(parts.slice(-2)).toEqual(['\r', 'glanceshift: 750 findings, 750 errors, 0 warnings\n']);
    expect(read(cwd, 'report')).toBe(run(cwd, ['-f', 'gitlab']).out);
  });

  /** A repository whose git takes its time. */
  const slow = () => {
    const cwd = makeRepository({ 'a.js': "fetch('/v1.1/images/detail');\n" });
    const bin = makeFolder({ git: `#!/bin/sh\nsleep 1.5\nPATH=$USUAL_PATH exec git "$@"\n` });
    chmodSync(join(bin, 'git'), 0o755);
    const usual = process.env.PATH ?? '';
    return { cwd, env: { PATH: `${bin}:${usual}`, USUAL_PATH: usual } };
  };

  test('is drawn while others work', async () => {
    const { cwd, env } = slow();
    const { screen } = await onTerminal(cwd, [], { env, more: '> report.txt' });
    expect(screen.startsWith(`\rglanceshift: looking for files, 1 s${CLEAR}\r`)).toBe(true);
    expect(screen.endsWith(`${CLEAR}\r${CLEAR}`)).toBe(true);
    expect(read(cwd, 'report.txt')).toBe(run(cwd, ['--ignore', 'report.txt']).out);
  });

  test('is gone before a failure is told', async () => {
    const { cwd, env } = slow();
    const { status, screen } = await onTerminal(cwd, ['nowhere.js'], { env });
    expect([status, screen.split(CLEAR).at(-1)]).toEqual([2, 'glanceshift: nowhere.js does not exist\n']);
    expect(screen).toContain('looking for files');
  });

  test.each<[string, string[], { env?: Record<string, string>; more?: string; steps?: Step[] }]>([
    ['with --quiet', ['--quiet'], {}],
    ['in CI', [], { env: { CI: 'true' } }],
    ['on a terminal that can do nothing', [], { env: { TERM: 'dumb' } }],
    ['where standard error goes elsewhere', [], { more: '2> told.txt' }],
    [
      'while somebody types',
      ['--stdin', '--stdin-filename', 'b.js'],
      { steps: [['', "fetch('a');\r\u0004"]] },
    ],
  ])('is not there %s', async (_, args, more) => {
    const { cwd, env } = slow();
    const { screen } = await onTerminal(cwd, args, { ...more, env: { ...env, ...more.env } });
    expect(screen).not.toContain('looking for');
    expect(screen).toContain('file looked at');
  });

  test('is not there in a short run', async () => {
    const cwd = makeRepository({ 'a.js': 'export {};\n' });
    const clean = await onTerminal(cwd, [], { more: '> report.txt' });
    expect(clean).toEqual({ status: 0, screen: '' });
    addFiles(cwd, {
      'a.js': "export const list = token => fetch('/v1.1/images/detail', { headers: { token } });\n",
    });
    expect(await onTerminal(cwd, ['--no-color'])).toEqual({ status: 1, screen: run(cwd).out });
  });
});
