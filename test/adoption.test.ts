import { expect, test } from 'vitest';
import { addFiles, git, makeRepository, read, run } from './sandbox.ts';

const BASELINE = 'glanceshift-suppressions.jsonl';
const FILES = 40;
const CALLS = 10;

/** Calls as teams write them: most can be moved safely, some want a look, some need the compat module. */
const KINDS: readonly ((name: string) => string)[] = [
  name => `export async function ${name}(host: string): Promise<number> {
  const { images } = await (await fetch(\`\${host}/v1.1/images/detail\`)).json();
  return images.length;
}
`,
  name => `export async function ${name}(host: string): Promise<string[]> {
  const { data } = await axios.get(host + '/v1.1/images/detail', { params: { status: 'active' } });
  return data.images.filter((image: Image) => image.is_public).map((image: Image) => image.name);
}
`,
  name => `export async function ${name}(host: string, since: string): Promise<number> {
  const { data } = await axios.get(host + '/v1.1/images/detail', { params: { 'changes-since': since } });
  return data.images.length;
}
`,
  name => `export async function ${name}(host: string, params: Record<string, string>): Promise<unknown> {
  return (await axios.get(host + '/v1.1/images/detail', { params })).data;
}
`,
];

const callOf = (file: number, call: number): string =>
  KINDS[(file + call) % KINDS.length]?.(`call${file}x${call}`) ?? '';

const HEAD = "import axios from 'axios';\n\ninterface Image { name: string; is_public: boolean }\n\n";

const textOf = (file: number): string =>
  HEAD + Array.from({ length: CALLS }, (_, call) => callOf(file, call)).join('\n');

const pathOf = (file: number): string => `src/area${file % 8}/module${file}.ts`;

const lines = (cwd: string): string[] =>
  read(cwd, BASELINE)
    .trim()
    .split('\n')
    .filter(line => line !== '');

let cwd: string;
/** A run: the files of what it finds, its status, and whether it speaks of records that are gone. */
function gate(...args: string[]) {
  const { status, out, err } = run(cwd, ['-f', 'json', ...args]);
  const findings: { place: { file: string } }[] = JSON.parse(out).findings;
  return { status, files: findings.map(({ place }) => place.file), gone: /^.*gone/m.exec(err)?.[0] };
}
const CLEAN = { status: 0, files: [], gone: undefined };

/** One repository goes through all of it, as a team would over months. */
test('400 findings are recorded, gated and migrated to none', () => {
  cwd = makeRepository(
    Object.fromEntries(Array.from({ length: FILES }, (_, file) => [pathOf(file), textOf(file)])),
  );

  // The day it is switched on.
  const first = gate();
  expect([first.files.length, first.status]).toEqual([400, 1]);
  expect(run(cwd, ['--suppress-all'])).toMatchObject({
    status: 0,
    err: expect.stringContaining('recorded 400 findings'),
  });
  expect(lines(cwd)).toHaveLength(400);
  expect(gate()).toEqual(CLEAN);
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message=adopted');

  // A 401st is seen, alone, in a whole run and in that of the hook.
  const more = KINDS[0]?.('another') ?? '';
  addFiles(cwd, { [pathOf(7)]: `${textOf(7)}\n${more}` });
  git(cwd, 'add', '--all');
  expect(gate()).toMatchObject({ status: 1, files: [pathOf(7)] });
  expect(gate('--staged')).toMatchObject({ status: 1, files: [pathOf(7)] });

  // So is one that takes the place of another: the number is the same.
  addFiles(cwd, { [pathOf(7)]: textOf(7).replace(callOf(7, 3), more) });
  expect(gate()).toMatchObject({
    status: 1,
    files: [pathOf(7)],
    gone: expect.stringContaining('1 record in'),
  });

  // Moving code is not: within its file, to another place, formatted, under another name of the file.
  const parts = Array.from({ length: CALLS }, (_, call) => callOf(7, call)).reverse();
  addFiles(cwd, { [pathOf(7)]: `// moved\n\n${HEAD}${parts.join('\n\n\n').replaceAll('  ', '\t')}` });
  git(cwd, 'mv', pathOf(8), 'src/renamed.ts');
  expect(gate()).toEqual(CLEAN);
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message=moved');

  // What is safe is moved, and the records of it are dropped.
  expect(run(cwd, ['--fix', '--prune-suppressions', '-f', 'json', '-o', 'report.json']).status).toBe(0);
  expect(lines(cwd)).toHaveLength(200);
  git(cwd, 'commit', '--quiet', '--all', '--message=safe');

  // Then what a person has looked at, then the rest through a module of the project's own.
  expect(
    run(cwd, ['--fix', '--unsafe', '--prune-suppressions', '-f', 'json', '-o', 'report.json']).status,
  ).toBe(0);
  expect(lines(cwd)).toHaveLength(100);
  git(cwd, 'commit', '--quiet', '--all', '--message=looked at');
  const compat = ['--fix', '--unsafe', '--compat', 'src/glance-compat.ts', '--prune-suppressions'];
  expect(run(cwd, [...compat, '-f', 'json', '-o', 'report.json']).status).toBe(0);
  expect(read(cwd, BASELINE)).toBe('');

  // Nothing is left, with records or without.
  git(cwd, 'rm', '--quiet', '--force', BASELINE);
  expect(gate()).toEqual(CLEAN);
  expect(git(cwd, 'grep', '-c', 'v2/images').trim().split('\n').length).toBeGreaterThanOrEqual(FILES);
}, 300_000);
