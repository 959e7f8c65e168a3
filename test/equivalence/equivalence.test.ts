import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check, IMAGES, runAll, type Services, startServices, type Verdict } from './check.ts';
import { loadPrograms } from './programs.ts';
import { MODES, rewrite } from './rewrite.ts';
import { removeBuilds } from './run-program.ts';
import { type Row, renderTable, replaceTable } from './table.ts';

const README = new URL('README.md', import.meta.url);
const programs = loadPrograms();
const statuses = new Map<string, Verdict['status']>();

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(async () => {
  await services.close();
  removeBuilds();
});

describe.each(programs.map(program => [program.name, program] as const))('%s', (name, program) => {
  const seen = new Map<string, Verdict>();

  test('runs on v1.1, and what it gives depends on the images', async () => {
    services.before.load(IMAGES);
    const full = await runAll(program, services.before);
    expect(full.filter(outcome => 'error' in outcome)).toEqual([]);
    services.before.load([]);
    expect(await runAll(program, services.before)).not.toEqual(full);
  });

  test.each(MODES.map(mode => [mode.name, mode] as const))('%s keeps what it gives', async (_, mode) => {
    const { rewritten, verdict } = await check(program, mode, services, seen);
    statuses.set(`${name} ${mode.name}`, verdict.status);
    expect(verdict.after).toEqual(verdict.before);
    expect(verdict.status).not.toBe('different');
    const again = await rewrite(rewritten.program, mode);
    expect(again.fixed.map(({ span }) => span)).toEqual([]);
    expect(again.program.files).toEqual(rewritten.program.files);
    expect(again.left).toHaveLength(rewritten.left.length);
  });
});

describe('the table', () => {
  test('in the README says what was found', () => {
    const rows = programs.map(
      ({ name }): Row => ({
        name,
        statuses: MODES.map(mode => statuses.get(`${name} ${mode.name}`) ?? 'different'),
      }),
    );
    const table = renderTable(
      MODES.map(({ name }) => name),
      rows,
    );
    console.log(table);
    const text = readFileSync(README, 'utf8');
    const next = replaceTable(text, table);
    if (process.env.UPDATE) writeFileSync(README, next);
    else expect(text, 'run the test once more with UPDATE=1').toBe(next);
  });
});
