import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, makeFolder, makeRepository, read, run } from './sandbox.ts';

const BELOW = '// 1\n// 2\n// 3\n// 4\n';
const CALL =
  "export const list = async () => (await (await fetch('/v1.1/images/detail')).json()).images.length;\n";

/** All of them are good names on Linux; some would be one, had they been changed. */
const NAMES = [
  ' lead.ts',
  '!n.ts',
  '#h.ts',
  '%.ts',
  '%5C.ts',
  '%up/a.ts',
  '(p)/[id].ts',
  '*.ts',
  '--fix.ts',
  '..a.ts',
  '@s/@t.ts',
  'A/b.ts',
  'C:/x.ts',
  '\\lead.ts',
  '__up__/a.ts',
  'a,b;c.ts',
  'a/b.ts',
  'a\\b.ts',
  'a|b.ts',
  'bell\u0007.ts',
  'escape\u001b[31m.ts',
  'http:/x.ts',
  'lib/%lib.d.ts.js',
  'line\nbreak.ts',
  'q\'".ts',
  'tab\tx.ts',
  'two\u2028lines.ts',
  'we\\ird/\\.ts',
  '{x,y}?.ts',
  'é.ts',
  'e\u0301.ts',
].sort();

const TREE = Object.fromEntries(NAMES.map(name => [name, CALL]));

const namesOf = (report: string): string[] => [
  ...new Set<string>(JSON.parse(report).findings.map(({ place }: { place: { file: string } }) => place.file)),
];

describe.runIf(process.platform === 'linux')('names that Linux allows', () => {
  test.each([
    ['in a repository', makeRepository],
    ['outside of one', makeFolder],
  ])('are looked at, %s', (_, make) => {
    const cwd = make(TREE);
    expect(namesOf(run(cwd, ['-f', 'json']).out)).toEqual(NAMES);
    expect(namesOf(run(cwd, ['-f', 'json', '--', ...NAMES]).out)).toEqual(NAMES);
    expect(namesOf(run(join(cwd, 'A'), ['-f', 'json', '--', '../a\\b.ts', '..']).out)).toHaveLength(
      NAMES.length,
    );
  });

  test('are in the patch, which git takes, and in every report', () => {
    const cwd = makeRepository(TREE);
    const other = makeRepository(TREE);
    writeFileSync(join(other, 'fix.patch'), run(cwd, ['--diff']).out);
    git(other, 'apply', 'fix.patch');
    expect(run(cwd, ['--fix'])).toMatchObject({ status: 0 });
    for (const name of NAMES) {
      expect(read(cwd, name)).toContain('/v2/images?member_status=all');
      expect(read(other, name)).toBe(read(cwd, name));
    }
    const sarif = JSON.parse(run(makeRepository(TREE), ['-f', 'sarif']).out);
    const uris: string[] = sarif.runs[0].results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris.map(decodeURIComponent)).toEqual(NAMES);
    expect(uris.filter(uri => /[\\\s:]/.test(uri))).toEqual([]);
  });

  test('are staged as they are, with --fix too', () => {
    const cwd = makeRepository({ '.keep': '' });
    const staged = CALL + BELOW;
    for (const name of NAMES) {
      mkdirSync(join(cwd, name, '..'), { recursive: true });
      writeFileSync(join(cwd, name), staged);
    }
    git(cwd, 'add', '--all');
    for (const name of NAMES) writeFileSync(join(cwd, name), `${staged}// not staged\n`);
    expect(namesOf(run(cwd, ['--staged', '-f', 'json']).out)).toEqual(NAMES);
    expect(run(cwd, ['--staged', '--fix'])).toMatchObject({ status: 0 });
    for (const name of NAMES) {
      expect(git(cwd, 'show', `:./${name}`)).toBe(
        staged.replace('/v1.1/images/detail', '/v2/images?member_status=all'),
      );
      expect(read(cwd, name)).toMatch(/v2\/images[\s\S]*not staged/);
    }
  });

  test.each([
    ['in a repository', makeRepository],
    ['outside of one', makeFolder],
  ])('one that is not UTF-8 cannot be opened, and that is told, %s', (_, make) => {
    const cwd = make({ 'a.js': '' });
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/caf`), Buffer.from([0xe9]), Buffer.from('.js')]), CALL);
    expect(readdirSync(cwd)).toContain('caf\uFFFD.js');
    expect(run(cwd)).toMatchObject({
      status: 0,
      err: 'glanceshift: caf\uFFFD.js is not looked at: its name is not UTF-8\n',
    });
  });
});

test('a folder named like one of ours, and a library of the project, are files as all others', () => {
  const cwd = makeFolder({
    'a/b.ts': "import { PATH } from '../../lib';\nfetch(PATH);\n",
    'lib.d.ts': "export const PATH: '/v1.1/images/detail';\n",
    'lib.ts': "export const PATH = '/v1.1/images/detail';\n",
    'use.ts':
      "import type { Image } from './types/lib';\nconst { images } = (await (await fetch('/v1.1/images/detail')).json()) as { images: Image[] };\nconsole.log(images.filter(image => image.is_public).length);\n",
    'types/lib.d.ts': 'export interface Image { name: string; is_public: boolean }\n',
  });
  const { findings } = JSON.parse(run(cwd, ['-f', 'json']).out);
  const [found] = findings.filter(({ place }: { place: { file: string } }) => place.file === 'use.ts');
  const places = findings.map(({ place }: { place: { file: string } }) => place.file);
  expect(places).toEqual(['lib.d.ts', 'lib.ts', 'use.ts']);
  expect(found.fix?.edits.map(({ place }: { place: { file: string } }) => place.file)).toContain(
    'types/lib.d.ts',
  );
});
