import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discover } from '../src/files/discover.ts';
import { addFiles, git, makeFolder, makeRepository, read, run } from './sandbox.ts';

const CALL =
  "export const list = async () => (await (await fetch('/v1.1/images/detail')).json()).images.length;\n";

describe('a merge that is not settled', () => {
  const conflicting = () => {
    const cwd = makeRepository({ 'a.js': 'export {};\n', 'gone.js': 'export {};\n', 'b.txt': '' });
    git(cwd, 'checkout', '--quiet', '-b', 'other');
    addFiles(cwd, { 'a.js': `${CALL}// other\n`, 'gone.js': CALL, 'b.txt': 'other' });
    git(cwd, 'commit', '--quiet', '--all', '--message=other');
    git(cwd, 'checkout', '--quiet', 'main');
    addFiles(cwd, { 'a.js': `${CALL}// main\n`, 'b.txt': 'main' });
    rmSync(join(cwd, 'gone.js'));
    git(cwd, 'commit', '--quiet', '--all', '--message=main');
    expect(() => git(cwd, 'merge', '--quiet', 'other')).toThrow();
    addFiles(cwd, { 'new.js': 'export {};\n' });
    git(cwd, 'add', 'new.js');
    return cwd;
  };
  const problems = (out: string) =>
    JSON.parse(out).problems.map(({ file, code }: { file: string; code: string }) => [file, code]);

  test('its files are named, not judged, and the run has failed', () => {
    const cwd = conflicting();
    const ran = run(cwd, ['--staged']);
    expect(ran.status).toBe(2);
    expect(ran.out).toContain(
      '  a.js  unmerged  is unmerged, not judged: settle the conflict and git add it\n',
    );
    const { out } = run(cwd, ['--staged', '-f', 'json']);
    expect(problems(out)).toEqual([
      ['a.js', 'unmerged'],
      ['gone.js', 'unmerged'],
    ]);
    expect(JSON.parse(out).findings).toEqual([]);
    expect(run(cwd, ['--staged', 'new.js']).status).toBe(0);
    expect(JSON.parse(run(cwd, ['-f', 'json', '--changed']).out).findings).not.toEqual([]);
  });

  test('what is settled is judged again', () => {
    const cwd = conflicting();
    addFiles(cwd, { 'a.js': CALL });
    git(cwd, 'add', 'a.js');
    git(cwd, 'rm', '--quiet', 'gone.js');
    expect(run(cwd, ['--staged']).status).toBe(1);
  });

  test('a fix that would write over one of them is not made', () => {
    const cwd = makeRepository({ 'path.js': "export const PATH = '/';\n", 'other.js': 'export {};\n' });
    git(cwd, 'checkout', '--quiet', '-b', 'other');
    addFiles(cwd, { 'path.js': "export const PATH = '/other';\n" });
    git(cwd, 'commit', '--quiet', '--all', '--message=other');
    git(cwd, 'checkout', '--quiet', 'main');
    addFiles(cwd, { 'path.js': "export const PATH = '/main';\n" });
    git(cwd, 'commit', '--quiet', '--all', '--message=main');
    expect(() => git(cwd, 'merge', '--quiet', 'other')).toThrow();
    const settled = "export const PATH = '/v1.1/images/detail';\n";
    const call = "import { PATH } from './path.js';\nfetch(PATH);\n";
    addFiles(cwd, { 'path.js': settled, 'call.js': call });
    git(cwd, 'add', 'call.js');
    const ran = run(cwd, ['--staged', '--fix', '-f', 'json']);
    expect(ran.status).toBe(2);
    expect(problems(ran.out)).toEqual([
      ['path.js', 'unmerged'],
      ['path.js', 'unmerged'],
    ]);
    expect(JSON.parse(ran.out).findings).toMatchObject([{ place: { file: 'call.js' } }]);
    expect([read(cwd, 'path.js'), read(cwd, 'call.js')]).toEqual([settled, call]);
    expect(git(cwd, 'status', '--porcelain')).toContain('UU path.js');
  });
});

describe('submodules', () => {
  const addModule = (cwd: string, module: string, path: string) =>
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, path);

  const withModule = () => {
    const cwd = makeRepository({ 'a.ts': '', 'sub/b.ts': '' });
    addModule(cwd, makeRepository({ 'm.ts': '', 'n.ts': '', 'deep/o.ts': '' }), 'libs/m');
    git(cwd, 'commit', '--quiet', '--message=module');
    return cwd;
  };
  const asked = async (cwd: string, scope: object, paths: string[] = []) =>
    (await discover({ cwd, paths, git: scope })).asked;

  test('what is changed in one is changed, committed there or not', async () => {
    const cwd = withModule();
    expect(await asked(cwd, { changed: true })).toEqual([]);
    addFiles(cwd, { 'libs/m/m.ts': '1', 'libs/m/new.ts': '' });
    expect(await asked(cwd, { changed: true })).toEqual(['libs/m/m.ts', 'libs/m/new.ts']);
    git(join(cwd, 'libs/m'), 'add', '--all');
    git(join(cwd, 'libs/m'), 'commit', '--quiet', '--message=inside');
    addFiles(cwd, { 'libs/m/deep/o.ts': '1' });
    expect(await asked(cwd, { changed: true })).toEqual(['libs/m/deep/o.ts', 'libs/m/m.ts', 'libs/m/new.ts']);
    expect(await asked(join(cwd, 'sub'), { changed: true }, ['..'])).toContain('../libs/m/m.ts');
    expect(await asked(cwd, { since: 'main' }, ['libs'])).toHaveLength(3);
  });

  test('also where git is told to overlook them, and in one within another', async () => {
    const cwd = withModule();
    git(cwd, 'config', '-f', '.gitmodules', 'submodule.libs/m.ignore', 'all');
    addModule(join(cwd, 'libs/m'), makeRepository({ 'q.ts': '' }), 'inner');
    git(join(cwd, 'libs/m'), 'commit', '--quiet', '--message=inner');
    git(cwd, 'commit', '--quiet', '--all', '--message=inner');
    expect(await asked(cwd, { changed: true })).toEqual([]);
    addFiles(cwd, { 'libs/m/inner/q.ts': '1' });
    expect((await discover({ cwd })).project).toContain('libs/m/inner/q.ts');
    expect(await asked(cwd, { changed: true })).toEqual(['libs/m/inner/q.ts']);
  });

  test('a new one is new in all its files, and so is a repository that is none', async () => {
    const cwd = makeRepository({ 'a.ts': '' });
    addModule(cwd, makeRepository({ 'm.ts': '' }), 'libs/m');
    const nested = join(cwd, 'nested');
    git(cwd, 'init', '--quiet', nested);
    addFiles(nested, { 'x.ts': '' });
    expect(await asked(cwd, { changed: true })).toEqual(['libs/m/m.ts', 'nested/x.ts']);
  });

  test('one that is not checked out has no files', async () => {
    const origin = withModule();
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', origin, '.');
    git(cwd, 'update-index', '--cacheinfo', `160000,${'1'.repeat(40)},libs/m`);
    addFiles(cwd, { 'a.ts': '1' });
    expect(await asked(cwd, { changed: true })).toEqual(['a.ts']);
  });

  test('where the commit to compare with is missing, all is looked at, and that is told', async () => {
    const cwd = withModule();
    const lost = '1'.repeat(40);
    git(cwd, 'update-index', '--cacheinfo', `160000,${lost},libs/m`);
    git(cwd, 'commit', '--quiet', '--message=lost');
    const found = await discover({ cwd, git: { changed: true } });
    expect(found.asked).toEqual(['libs/m/deep/o.ts', 'libs/m/m.ts', 'libs/m/n.ts']);
    expect(found.notices).toEqual([`libs/m lacks the commit ${lost}: all of it is looked at`]);
  });

  test('a staged one is told: its commits are judged where they are made', async () => {
    const cwd = withModule();
    addFiles(cwd, { 'libs/m/m.ts': '1' });
    git(join(cwd, 'libs/m'), 'commit', '--quiet', '--all', '--message=inside');
    git(cwd, 'add', '--all');
    const found = await discover({ cwd, git: { staged: true } });
    expect(found.asked).toEqual([]);
    expect(found.notices).toEqual(['libs/m is a submodule: what was committed there is not judged here']);
  });
});
