import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { type ESLint, Linter, RuleTester } from 'eslint';
import { type ESLint as ESLint9, Linter as Linter9, RuleTester as RuleTester9 } from 'eslint9';
import fc from 'fast-check';
import { afterAll, describe, expect, expectTypeOf, inject, it, test } from 'vitest';
import { type Finding, scan } from '../src/index.ts';
import { headlineOf } from '../src/report/wording.ts';
import { kindOf } from '../src/texts/file-kinds.ts';
import { type Case, loadCases } from './fixture-cases.ts';
import { addFiles, makeFolder, makeRepository, read, run } from './sandbox.ts';

// The plugin as it is published: it starts a thread of its own.
const PLUGIN = join(dirname(inject('cli')), 'eslint-plugin.js');
const { default: plugin, ...named } = await import(/* @vite-ignore */ pathToFileURL(PLUGIN).href);
const rule = plugin.rules['images-detail'];

const CALL = "fetch('/v1.1/images/detail').then(r => r.json()).then(b => b.images.length);\n";
const FIXED = CALL.replace('/v1.1/images/detail', '/v2/images?member_status=all');
const NEAR = "fetch('/v1.1/' + project + '/images/detail');\n";
const SINCE =
  'export const count = since => fetch(`/v1.1/images/detail?changes-since=${since}`).then(r => r.json()).then(b => b.images.length);\n';
const typed = { languageOptions: { parser: typescriptParser } };

describe.each([
  ['9', RuleTester9],
  ['10', RuleTester],
])('the rule tester of ESLint %s', (_, Tester) => {
  Tester.it = it;
  Tester.describe = describe;
  if ('afterAll' in Tester) Tester.afterAll = afterAll;
  new Tester().run('images-detail', rule, {
    valid: ["fetch('/v2/images');", NEAR, "emit('detail');", '// GET /v1.1/images/detail'],
    invalid: [
      {
        code: CALL,
        output: FIXED,
        errors: [{ messageId: 'found', line: 1, column: 1, endLine: 1, endColumn: 29 }],
      },
      {
        code: SINCE,
        output: null,
        errors: [
          {
            messageId: 'found',
            suggestions: [
              {
                messageId: 'unsafe',
                output: SINCE.replace(
                  '/v1.1/images/detail?changes-since=${since}',
                  '/v2/images?member_status=all&updated_at=gt:${since}',
                ),
              },
            ],
          },
        ],
      },
      { code: "fetch('/v1.1/images/detail', { method: verb });", output: null, errors: 1 },
      { code: `\uFEFF${CALL}`, output: `\uFEFF${FIXED}`, errors: 1 },
      { code: `/** @type {number} */\r\n${CALL}`, output: `/** @type {number} */\r\n${FIXED}`, errors: 1 },
      {
        ...typed,
        code: `const path: string = '';\n${CALL}`,
        output: `const path: string = '';\n${FIXED}`,
        errors: 1,
      },
    ],
  });
});

/** The configuration that says the same as the options of a case. */
const configOf = ({ options: { accept, mounts, clients } }: Case) =>
  JSON.stringify({ accept, mounts, clients });

const PATHS = { jsx: true };
const parse = (path: string, isTyped: boolean) =>
  isTyped
    ? { parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx: /x$|\.[cm]?js$/.test(path) } } }
    : { parserOptions: { ecmaFeatures: PATHS } };

function openLinter(Of: typeof Linter, cwd: string, path: string, isTyped = true) {
  const linter = new Of({ cwd });
  const config = [
    {
      ...plugin.configs.recommended,
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
      languageOptions: parse(path, isTyped),
    },
  ] as unknown as Linter.Config[];
  const filename = join(cwd, path);
  return {
    verify: (text: string) => linter.verify(text, config, { filename }),
    fix: (text: string) => linter.verifyAndFix(text, config, { filename }).output,
  };
}

/** Takes one suggestion after the other, as a person would, until there is none. */
function takeSuggestions({ verify, fix }: ReturnType<typeof openLinter>, text: string): string {
  for (let now = fix(text), round = 0; ; round++) {
    const [first] = verify(now).flatMap(message => message.suggestions ?? []);
    if (first === undefined || round > 20) return now;
    const [start, end] = first.fix.range;
    now = fix(now.slice(0, start) + first.fix.text + now.slice(end));
  }
}

const told = ({ rule: id, span }: Finding, text: string) => {
  const before = text.slice(0, span.start).split(/\r?\n/);
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1} glanceshift/${id}`;
};

const single = loadCases().filter(
  ({ before, rule: id, options }) =>
    id === 'images-detail' &&
    before.size === 1 &&
    options.compat === undefined &&
    kindOf([...before.keys()][0] ?? '') === 'script',
);

/** Each run draws others, as all of them take minutes; any number by `ESLINT_CASES`. */
const CASES = Math.min(Number(process.env.ESLINT_CASES ?? 90), single.length);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const ofLength = { minLength: CASES, maxLength: CASES };
const [drawn = []] = fc.sample(fc.shuffledSubarray(single, ofLength), { numRuns: 1, seed: SEED });

describe('a case of one file gives what the command line gives', () => {
  test('many are drawn', () => {
    console.log(`${CASES} of ${single.length} cases, SEED=${SEED}`);
    expect(drawn.length).toBeGreaterThan(80);
  });

  test.each(drawn.map(one => [one.name, one] as const))('%s', async (_, one) => {
    const [[path, text] = ['', '']] = one.before;
    const scanned = await scan({ ...one.options, files: one.before });
    if (scanned.problems.length > 0) return;
    const cwd = makeFolder({ [path]: text, 'glanceshift.config.json': configOf(one) });
    const linter = openLinter(Linter, cwd, path);
    const messages = linter.verify(text);
    const bare = text.replace(/^\uFEFF/, '');
    expect(messages.map(({ line, column, ruleId }) => `${line}:${column} ${ruleId}`)).toEqual(
      scanned.findings.map(finding => told(finding, bare)),
    );
    for (const [index, finding] of scanned.findings.entries()) {
      const message = messages[index];
      expect(message?.message).toContain(headlineOf(finding));
      expect([message?.fix !== undefined, message?.suggestions?.length ?? 0]).toEqual([
        finding.fix?.kind === 'safe',
        finding.fix?.kind === 'unsafe' ? 1 : 0,
      ]);
    }
    expect(linter.fix(text)).toBe(one.after?.get(path) ?? text);
    expect(takeSuggestions(linter, text)).toBe((one.afterUnsafe ?? one.after)?.get(path) ?? text);
    if (!/\.[cm]?js$/.test(path)) return;
    const plain = openLinter(Linter9 as unknown as typeof Linter, cwd, path, false).verify(text);
    if (plain.some(({ fatal }) => fatal)) return;
    expect(plain.map(({ message }) => message)).toEqual(messages.map(({ message }) => message));
  });
});

describe('other files of the project', () => {
  const URLS = "export const IMAGE_LIST = '/v1.1/images/detail';\n";
  const USE =
    "import { IMAGE_LIST } from './urls.js';\nexport const count = async () => (await (await fetch(IMAGE_LIST)).json()).images.filter(image => image.is_public).length;\n";

  test('a path that is called elsewhere is told with the call and the command that moves both', () => {
    const cwd = makeRepository({ 'urls.js': URLS, 'list.js': USE });
    const [message, ...more] = openLinter(Linter, cwd, 'urls.js').verify(URLS);
    expect(more).toEqual([]);
    expect(message?.message).toContain(
      'The call is list.js:2:48. Its fix changes list.js as well: npx glanceshift --fix list.js.',
    );
    expect([message?.line, message?.fix]).toEqual([1, undefined]);
    expect(run(cwd, ['--fix', 'list.js']).status).toBe(0);
    expect(openLinter(Linter, cwd, 'urls.js').verify(read(cwd, 'urls.js'))).toEqual([]);
  });

  test('the text that is given wins over the one on the disk', () => {
    const cwd = makeRepository({ 'list.js': CALL });
    const { verify } = openLinter(Linter, cwd, 'list.js');
    expect(verify("fetch('/v2/images');\n")).toEqual([]);
    expect(verify(`\n\n${CALL}`)[0]?.line).toBe(3);
    expect(openLinter(Linter, cwd, 'new.js').verify(CALL)).toHaveLength(1);
  });

  test('what is suppressed or recorded stays quiet, an idle comment is a warning', () => {
    const comment = '// glanceshift-disable-next-line images-detail -- frozen\n';
    const cwd = makeRepository({ 'a.js': CALL });
    const { verify } = openLinter(Linter, cwd, 'a.js');
    expect(verify(comment + CALL)).toEqual([]);
    expect(verify(`${comment}other();\n`)).toMatchObject([
      { ruleId: 'glanceshift/unused-suppression', severity: 1 },
    ]);
    run(cwd, ['--suppress-all']);
    expect(verify(`// moved\n${CALL}`)).toEqual([]);
    expect(verify(`${CALL}const more = () => fetch('/v1.1/images/detail');\n`)).toHaveLength(1);
  });

  test('a configuration that is wrong fails the run', () => {
    const cwd = makeFolder({ 'a.js': CALL, 'glanceshift.config.json': '{"mount": []}' });
    expect(() => openLinter(Linter, cwd, 'a.js').verify(CALL)).toThrow(/glanceshift\.config\.json: \/mount/);
  });

  test('many calls whose fixes lie within each other are moved in one round', () => {
    const each = (make: (index: number) => string) =>
      Array.from({ length: 30 }, (_, index) => make(index)).join('');
    const types = each(index => `interface I${index} { is_public: boolean }\n`);
    const calls = each(
      index =>
        `export const f${index} = async () => ((await (await fetch('/v1.1/images/detail')).json()).images as I${index}[]).filter(i => i.is_public).length;\n`,
    );
    const text = types + calls;
    const cwd = makeFolder({ 'a.ts': text });
    expect(openLinter(Linter, cwd, 'a.ts').fix(text)).not.toContain('v1.1');
  });
});

describe('ESLint itself', () => {
  const CONFIG =
    "import glanceshift from 'glanceshift/eslint-plugin';\nexport default [glanceshift.configs.recommended];\n";
  const makeProject = (files: Record<string, string>) => {
    const cwd = makeFolder({ 'eslint.config.mjs': CONFIG, 'package.json': '{"type":"module"}', ...files });
    addFiles(cwd, { 'node_modules/.keep': '' });
    symlinkSync(dirname(dirname(inject('cli'))), join(cwd, 'node_modules/glanceshift'), 'dir');
    return cwd;
  };
  const start = (version: string, cwd: string, ...args: string[]) =>
    spawnSync(process.execPath, [resolve(`node_modules/${version}/bin/eslint.js`), ...args], {
      cwd,
      encoding: 'utf8',
    });

  test.each(['eslint', 'eslint9'])('%s reports and fixes', version => {
    const cwd = makeProject({ 'a.js': CALL, 'clean.js': 'export {};\n' });
    const ran = start(version, cwd, '.');
    expect([ran.status, ran.stdout]).toEqual([
      1,
      expect.stringContaining('GET /v1.1/images/detail is deprecated'),
    ]);
    expect(start(version, cwd, '--fix', '.')).toMatchObject({ status: 0, stdout: '' });
    expect(read(cwd, 'a.js')).toBe(FIXED);
  });

  test('a configuration in CommonJS', () => {
    const cwd = makeProject({ 'a.js': CALL });
    const config =
      "const { configs } = require('glanceshift/eslint-plugin');\nmodule.exports = [configs.recommended];\n";
    addFiles(cwd, { 'own.config.cjs': config });
    expect(start('eslint', cwd, '-c', 'own.config.cjs', 'a.js').status).toBe(1);
  });

  test.each([
    ['can hold no call', 'export const detail = 1;\n', 'none'],
    ['may hold one', CALL, 'one'],
  ])('a thread, and TypeScript in it, is only started for a file that %s', (_, text, threads) => {
    const watch = `
const { Worker } = process.getBuiltinModule('node:worker_threads');
const { postMessage } = Worker.prototype;
let count = 0;
Worker.prototype.postMessage = function (...args) { count++; return postMessage.apply(this, args); };
process.on('exit', () => console.error(count === 0 ? 'none' : 'one'));
`;
    const cwd = makeProject({ 'a.js': text, 'watch.mjs': watch });
    const args = ['--import', './watch.mjs', resolve('node_modules/eslint/bin/eslint.js'), 'a.js'];
    expect(spawnSync(process.execPath, args, { cwd, encoding: 'utf8' }).stderr).toBe(`${threads}\n`);
  });
});

test('names and the default export are the same plugin', () => {
  expect({ ...named }).toEqual({ ...plugin });
  expect(Object.keys(plugin.rules).sort()).toEqual(['images-detail', 'unused-suppression']);
});

test('its type is that of a plugin, in both versions', () => {
  type Plugin = typeof import('../src/eslint-plugin.ts').default;
  expectTypeOf<Plugin>().toExtend<ESLint.Plugin>();
  expectTypeOf<Plugin>().toExtend<ESLint9.Plugin>();
  expectTypeOf<Plugin['configs']['recommended']>().toExtend<Linter.Config>();
});
