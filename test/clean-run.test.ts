import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { addFiles, makeFolder, makeRepository, run } from './sandbox.ts';

/** Writes down every module that a process resolves, whichever way it is imported. */
const SPY = `
import { appendFileSync } from 'node:fs';
import { Module, register } from 'node:module';
const note = name => appendFileSync(process.env.SEEN, name + '\\n');
const original = Module._resolveFilename;
Module._resolveFilename = function (...args) {
  const name = original.apply(this, args);
  note(name);
  return name;
};
register('data:text/javascript,' + encodeURIComponent(\`
  import { appendFileSync } from 'node:fs';
  export async function resolve(specifier, context, next) {
    const result = await next(specifier, context);
    appendFileSync(process.env.SEEN, result.url + '\\\\n');
    return result;
  }
\`));
`;

/** Runs the program and returns every module that it resolved, by its path. */
function spyOn(
  cwd: string,
  args: readonly string[] = [],
): { status: number | null; err: string; modules: string[] } {
  const spy = makeFolder({ 'spy.mjs': SPY, seen: '' });
  const node = ['--import', pathToFileURL(join(spy, 'spy.mjs')).href];
  const { status, err } = run(cwd, args, { node, env: { SEEN: join(spy, 'seen') } });
  const modules = readFileSync(join(spy, 'seen'), 'utf8').split('\n');
  return { status, err, modules: modules.filter(name => name !== '' && !name.includes('spy.mjs')) };
}

const HEAVY = /ts-morph|typescript|[\\/]analysis-/;
const CLEAN = {
  'src/a.ts': "import { b } from './b';\nwindow.addEventListener('x', event => event.detail);\n",
  'src/b.ts': "export const details = '/v1.1/images/details';\n",
};

describe('a run that finds nothing', () => {
  test('never loads TypeScript', () => {
    const { status, err, modules } = spyOn(makeRepository(CLEAN));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(modules.some(name => /[\\/]cli\.js$/.test(name))).toBe(true);
    expect(modules.filter(name => HEAVY.test(name))).toEqual([]);
  });

  test('nor does one that finds paths in texts alone, or has nothing but texts', () => {
    const TEXTS = {
      'deploy.sh': 'curl $GLANCE/v1.1/images/detail\n',
      'api.yaml': 'url: /v1.1/images/detail\n',
    };
    for (const files of [{ ...CLEAN, ...TEXTS }, TEXTS]) {
      const { status, err, modules } = spyOn(makeRepository(files), ['--fail-on', 'note']);
      expect({ status, err }).toEqual({ status: 1, err: '' });
      expect(modules.filter(name => HEAVY.test(name))).toEqual([]);
    }
  });

  test('loads no library for patterns but where there are patterns', () => {
    const chunks = (cwd: string) => spyOn(cwd).modules.filter(name => /[\\/]dist[\\/]/.test(name)).length;
    const usual = chunks(makeRepository(CLEAN));
    expect(chunks(makeFolder(CLEAN))).toBe(usual);
    expect(chunks(makeFolder({ ...CLEAN, '.gitignore': 'x\n' }))).toBeGreaterThan(usual);
  });

  test('the spy sees TypeScript where it is loaded', () => {
    const cwd = makeRepository(CLEAN);
    addFiles(cwd, { 'src/c.ts': "fetch('/v1.1/images/detail');\n" });
    expect(spyOn(cwd).modules.filter(name => HEAVY.test(name))).not.toEqual([]);
  });
});
