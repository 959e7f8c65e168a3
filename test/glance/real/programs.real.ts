import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { IMAGES, runAll, type Services, startServices } from '../../equivalence/check.ts';
import { loadPrograms, type Program } from '../../equivalence/programs.ts';
import { imagesFor, MODES, type Rewritten, rewrite } from '../../equivalence/rewrite.ts';
import { removeBuilds } from '../../equivalence/run-program.ts';
import { type Body, sortTags } from '../recorded.ts';
import { type Door, type Exchange, openDoor } from './door.ts';
import { loadReal } from './store.ts';

/** A rewrite, and the modes that all give it. */
type Case = { program: Program; rewritten: Rewritten; modes: string[] };

const { base: real, version } = inject('glance');
const programs = loadPrograms();

/** What was rewritten, each text once. A program that is not rewritten asks the old API, which the real service lacks. */
async function listCases(program: Program): Promise<Case[]> {
  const cases = new Map<string, Case>();
  for (const mode of MODES) {
    const rewritten = await rewrite(program, mode);
    if (!rewritten.isChanged) continue;
    const text = JSON.stringify([...rewritten.program.files]);
    const same = cases.get(text) ?? { program, rewritten, modes: [] };
    same.modes.push(mode.name);
    cases.set(text, same);
  }
  return [...cases.values()];
}

const cases: Case[] = [];
for (const program of programs) cases.push(...(await listCases(program)));
const rows = cases.map(row => [row.program.name, row.modes.join(', '), row] as const);

let services: Services;
let [gone, served]: (Door | undefined)[] = [];
beforeAll(async () => {
  services = await startServices();
  [gone, served] = [await openDoor(real, services.after.base), await openDoor(real, services.before.base)];
});
afterAll(async () => {
  await Promise.all([gone?.close(), served?.close(), services.close()]);
  removeBuilds();
  console.log(summary());
});

/** Where calls were left, the old API is still served, by the replica. */
const doorFor = ({ left }: Rewritten): Door => (left.length === 0 ? gone : served) as Door;

const reached = new Set<Case>();

describe('what a rewritten program gives on the real v2', () => {
  test.each(rows)('%s (%s)', async (_, __, row) => {
    const images = imagesFor(IMAGES, row.rewritten.notes);
    loadReal(images);
    services.before.load(images);
    services.after.load(images);
    const door = doorFor(row.rewritten);
    door.take();
    const before = await runAll(row.program, services.before);
    expect(before.filter(outcome => 'error' in outcome)).toEqual([]);
    expect(await runAll(row.rewritten.program, door)).toEqual(before);
    await checkExchanges(door.take());
    reached.add(row);
  });

  // A program that gave the same without any images would have shown nothing above.
  test.each(rows)('%s (%s) comes from the images', async (_, __, row) => {
    const images = imagesFor(IMAGES, row.rewritten.notes);
    services.before.load(images);
    loadReal(EMPTY);
    const full = await runAll(row.program, services.before);
    expect(await runAll(row.rewritten.program, doorFor(row.rewritten))).not.toEqual(full);
  });
});

const EMPTY: [] = [];

/** The program asked the real service, was answered with images, and the replica answers every request alike. */
async function checkExchanges(exchanges: readonly Exchange[]): Promise<void> {
  const asked = exchanges.filter(({ path }) => path.startsWith('/v2/'));
  expect(asked.filter(({ isReal, status }) => !isReal || status !== 200)).toEqual([]);
  const lists = asked.map(({ body }) => (JSON.parse(body) as Body).images);
  expect(lists.flat().length).toBeGreaterThan(0);
  for (const { path, token, body } of asked) {
    const response = await fetch(services.after.base + path, { headers: { 'X-Auth-Token': token } });
    const onReplica = (await response.json()) as Body;
    expect({ path, body: sortTags(onReplica) }).toEqual({ path, body: sortTags(JSON.parse(body)) });
  }
}

function summary(): string {
  const names = new Set(cases.map(({ program }) => program.name));
  const untouched = programs.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  return [
    ...MODES.map(({ name }) => {
      const offered = cases.filter(({ modes }) => modes.includes(name));
      const same = offered.filter(row => reached.has(row)).length;
      return `${name}: ${same} of ${offered.length} rewritten programs give the same on Glance ${version}`;
    }),
    `not offered in any mode, so not run: ${untouched.join(', ') || 'none'}`,
  ].join('\n');
}
