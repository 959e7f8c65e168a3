import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeRepository, read, run } from './sandbox.ts';

const README = readFileSync('README.md', 'utf8');
const LIST =
  "export const list = async () => (await (await fetch('/v1.1/images/detail')).json()).images.length;\n";
const OPAQUE =
  "import axios from 'axios';\nexport const list = async q => (await axios.get('/v1.1/images/detail', { params: q })).data;\n";

/** Arguments of every `npx glanceshift …` in the table of commands. */
const commands = [...README.matchAll(/^\| `npx glanceshift ([^`]*)` \|/gm)].map(found =>
  (found[1] ?? '').split(' '),
);

describe('the README', () => {
  test.each(commands)('npx glanceshift %s %s %s %s', (...args) => {
    const cwd = makeRepository({ 'src/list.js': LIST, 'src/opaque.js': OPAQUE });
    const ran = run(cwd, args);
    const expected =
      args.includes('--explain') || args.includes('--suppress-all') || args.includes('--compat') ? 0 : 1;
    expect([ran.status, ran.err]).toEqual([expected, expect.not.stringContaining('internal error')]);
    if (args.includes('--fix')) expect(read(cwd, 'src/list.js')).toContain('/v2/images');
    if (args.includes('--compat')) expect(read(cwd, 'src/opaque.js')).toContain('v2Query(q)');
  });

  test('runs its main job on the demo', () => {
    const ran = run(process.cwd(), ['fixtures/demo']);
    expect(ran.status).toBe(1);
    expect(ran.out).toMatch(/\d+ can be fixed safely: --fix/);
  });

  test('justifies every dependency', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of Object.keys(dependencies))
      expect(README).toMatch(new RegExp(`^\\| .*\\b${name}\\b`, 'm'));
  });
});
