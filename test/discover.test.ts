import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discover } from '../src/files/discover.ts';
import { kindOf } from '../src/texts/file-kinds.ts';
import { addFiles, git, makeFolder, makeRepository } from './sandbox.ts';

const TREE = {
  'src/a.ts': '',
  'src/b.jsx': '',
  'src/deep/c.mjs': '',
  'src/readme.txt': '',
  'src/lib.min.js': '',
  'node_modules/x/index.js': '',
  'dist/out.js': '',
  'vendor/v.js': '',
  'ignored/i.ts': '',
  'sub/.gitignore': 'secret.ts\n!kept.ts\n',
  'sub/secret.ts': '',
  'sub/kept.ts': '',
  '.gitignore': 'ignored/\nnode_modules\nkept.ts\n',
};
const LOOKED_AT = ['src/a.ts', 'src/b.jsx', 'src/deep/c.mjs', 'sub/kept.ts'];

describe('the kind of a file', () => {
  test.each([
    ['a.ts', 'script'],
    ['a.d.mts', 'script'],
    ['dir.ts/a', undefined],
    ['a.TSX', 'script'],
    ['README', undefined],
    ['a.json', 'text'],
    ['a.YML', 'text'],
    ['.env', 'text'],
    ['.env.production', 'text'],
    ['.environment', undefined],
    ['.env.d.ts', 'script'],
    ['Dockerfile', 'text'],
    ['Dockerfile.dev', 'text'],
    ['api.dockerfile', 'text'],
    ['Makefile', 'text'],
    ['build/rules.mk', 'text'],
    ['README.md', undefined],
    ['package-lock.json', undefined],
    ['npm-shrinkwrap.json', undefined],
    ['pnpm-lock.yaml', undefined],
    ['yarn.lock', undefined],
    ['constructor', undefined],
    ['x.toString', undefined],
  ])('%s is %s', (path, kind) => expect(kindOf(path)).toBe(kind));

  test('endings can be added', () => {
    expect(kindOf('doc/a.adoc', ['adoc'])).toBe('text');
    expect(kindOf('doc/a.adoc', ['.ADOC'])).toBe('text');
    expect(kindOf('doc/adoc', ['adoc'])).toBe(undefined);
  });
});

describe.each([
  ['in a repository', makeRepository],
  ['outside of one', makeFolder],
])('%s', (_, make) => {
  test('scripts are found, ignored and foreign ones are not', async () => {
    const found = await discover({ cwd: make(TREE) });
    expect(found.asked).toEqual(LOOKED_AT);
    expect(found.project).toEqual(LOOKED_AT);
    expect(found.skipped).toBeGreaterThanOrEqual(3);
    expect(found.notices).toEqual([]);
  });

  test('a folder, a file and a pattern limit what is asked for, not the project', async () => {
    const cwd = make(TREE);
    const ask = async (...paths: string[]) => (await discover({ cwd, paths })).asked;
    expect(await ask('src/deep')).toEqual(['src/deep/c.mjs']);
    expect(await ask('src/deep/', './src/a.ts')).toEqual(['src/a.ts', 'src/deep/c.mjs']);
    expect(await ask(join(cwd, 'src/a.ts'))).toEqual(['src/a.ts']);
    expect(await ask('src/**/*.{ts,mjs}')).toEqual(['src/a.ts', 'src/deep/c.mjs']);
    expect(await ask('**/*.ts')).toEqual(['src/a.ts', 'sub/kept.ts']);
    expect((await discover({ cwd, paths: ['src/deep'] })).project).toEqual(LOOKED_AT);
  });

  test('what is named one by one is looked at, wherever it is', async () => {
    const cwd = make(TREE);
    const found = await discover({
      cwd,
      paths: ['node_modules/x/index.js', 'ignored/i.ts', 'src/lib.min.js'],
    });
    expect(found.asked).toEqual(['ignored/i.ts', 'node_modules/x/index.js', 'src/lib.min.js']);
    expect([...found.explicit].sort()).toEqual(found.asked);
  });

  test('a folder that is left out is looked at where it is named', async () => {
    const cwd = make(TREE);
    const ask = async (path: string) => (await discover({ cwd, paths: [path] })).asked;
    expect(await ask('ignored')).toEqual(['ignored/i.ts']);
    expect(await ask('dist')).toEqual(['dist/out.js']);
    expect(await ask('vendor')).toEqual(['vendor/v.js']);
    expect(await ask('node_modules/x')).toEqual(['node_modules/x/index.js']);
  });

  test('without ignore files, what they name is looked at, packages are not', async () => {
    const found = await discover({ cwd: make(TREE), honourIgnoreFiles: false });
    expect(found.asked).toEqual(['ignored/i.ts', ...LOOKED_AT, 'sub/secret.ts'].sort());
  });

  test('patterns of the user hold for named files as well, and that is told', async () => {
    const found = await discover({
      cwd: make(TREE),
      paths: ['src', 'sub/kept.ts'],
      ignore: ['kept.ts', 'src/deep/**'],
    });
    expect(found.asked).toEqual(['src/a.ts', 'src/b.jsx']);
    expect(found.project).toEqual(['src/a.ts', 'src/b.jsx']);
    expect(found.notices).toEqual([expect.stringContaining('sub/kept.ts is not looked at')]);
  });

  test('a name with brackets, spaces or other letters is a name', async () => {
    const cwd = make({ 'pages/[id].tsx': '', 'a b/ü ☃.ts': '', 'c/"q".ts': '' });
    expect((await discover({ cwd })).asked).toEqual(['a b/ü ☃.ts', 'c/"q".ts', 'pages/[id].tsx']);
    expect((await discover({ cwd, paths: ['pages/[id].tsx'] })).asked).toEqual(['pages/[id].tsx']);
  });

  test('a path that does not exist and a pattern without a match are told in one line', async () => {
    const cwd = make(TREE);
    await expect(discover({ cwd, paths: ['nope.ts'] })).rejects.toThrow('nope.ts does not exist');
    await expect(discover({ cwd, paths: ['src/*.vue'] })).rejects.toThrow('no file matches src/*.vue');
  });

  test('an empty folder has no files', async () => {
    expect(await discover({ cwd: make() })).toMatchObject({ asked: [], project: [], skipped: 0 });
  });
});

describe('the project', () => {
  test('reaches up to the top of the repository, the report does not', async () => {
    const top = makeRepository({ 'packages/a/a.ts': '', 'packages/b/b.ts': '', 'c.ts': '' });
    const found = await discover({ cwd: join(top, 'packages/a') });
    expect(found.asked).toEqual(['a.ts']);
    expect(found.project).toEqual(['../../c.ts', '../b/b.ts', 'a.ts']);
    expect((await discover({ cwd: join(top, 'packages/a'), paths: ['../b'] })).asked).toEqual(['../b/b.ts']);
  });

  test.each([
    ['in a repository', makeRepository],
    ['outside of one', makeFolder],
  ])('the folder above is looked at with that in it, %s', async (_, make) => {
    const top = make({ 'p/a/a.ts': '', 'p/b/b.ts': '', 'c.ts': '', 'p/dist/d.ts': '', 'p/a/dist/e.ts': '' });
    const ask = async (path: string) => (await discover({ cwd: join(top, 'p/a'), paths: [path] })).asked;
    expect(await ask('..')).toEqual(['../b/b.ts', 'a.ts']);
    expect(await ask('../..')).toEqual(['../../c.ts', '../b/b.ts', 'a.ts']);
  });

  test('a folder of another tree can be named', async () => {
    const elsewhere = makeRepository({ 'x.ts': '', 'y.ts': '', '.gitignore': 'y.ts' });
    const found = await discover({ cwd: makeRepository({ 'a.ts': '' }), paths: [elsewhere] });
    expect(found.asked).toEqual([expect.stringMatching(/^\.\.\/.*\/x\.ts$/)]);
  });

  test('untracked files count, deleted and conflicting ones come once at most', async () => {
    const cwd = makeRepository({ 'a.ts': '1', 'b.ts': '1' });
    git(cwd, 'checkout', '--quiet', '-b', 'other');
    addFiles(cwd, { 'a.ts': '2' });
    git(cwd, 'commit', '--quiet', '-am', 'two');
    git(cwd, 'checkout', '--quiet', 'main');
    addFiles(cwd, { 'a.ts': '3' });
    git(cwd, 'commit', '--quiet', '-am', 'three');
    expect(() => git(cwd, 'merge', 'other')).toThrow();
    addFiles(cwd, { 'new/c.ts': '' });
    expect((await discover({ cwd })).asked).toEqual(['a.ts', 'b.ts', 'new/c.ts']);
  });

  test('a submodule and a nested repository belong to it', async () => {
    const cwd = makeRepository({ 'a.ts': '' });
    const module = makeRepository({ 'm.ts': '', 'n/.keep': '' });
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, 'libs/module');
    mkdirSync(join(cwd, 'nested'));
    git(join(cwd, 'nested'), 'init', '--quiet');
    addFiles(cwd, { 'nested/x.ts': '' });
    expect((await discover({ cwd })).asked).toEqual(['a.ts', 'libs/module/m.ts', 'nested/x.ts']);
  });

  test('a working directory that git ignores is a project of its own', async () => {
    const top = makeRepository({ 'a.ts': '', '.gitignore': 'tmp' });
    addFiles(top, { 'tmp/b.ts': '' });
    expect((await discover({ cwd: join(top, 'tmp') })).project).toEqual(['b.ts']);
  });

  test('outside of a repository links are not followed, and a folder without rights is passed over', async () => {
    const cwd = makeFolder({ 'a/x.ts': '', 'locked/y.ts': '' });
    symlinkSync(join(cwd, 'a'), join(cwd, 'loop'));
    chmodSync(join(cwd, 'locked'), 0o000);
    const { asked } = await discover({ cwd });
    chmodSync(join(cwd, 'locked'), 0o755);
    expect(asked.filter(path => !path.startsWith('locked'))).toEqual(['a/x.ts']);
  });
});

describe('what git says', () => {
  const changeSome = () => {
    const cwd = makeRepository({
      'a.ts': '1',
      'b.ts': '1',
      'c.ts': '1',
      'gone.ts': '1',
      'old name.ts': 'long text\n',
    });
    addFiles(cwd, { 'a.ts': '2', 'b.ts': '2', 'n e w.ts': '1' });
    git(cwd, 'mv', 'old name.ts', 'ünï.ts');
    git(cwd, 'add', 'a.ts');
    rmSync(join(cwd, 'gone.ts'));
    return cwd;
  };

  test('staged: what the next commit will hold', async () => {
    const found = await discover({ cwd: changeSome(), git: { staged: true } });
    expect(found.asked).toEqual(['a.ts', 'ünï.ts']);
    expect(found.project).not.toContain('n e w.ts');
  });

  test('changed: all that is not committed', async () => {
    const cwd = changeSome();
    expect((await discover({ cwd, git: { changed: true } })).asked).toEqual([
      'a.ts',
      'b.ts',
      'n e w.ts',
      'ünï.ts',
    ]);
    const narrow = await discover({ cwd, paths: ['a.ts', 'c.ts'], git: { changed: true } });
    expect(narrow.asked).toEqual(['a.ts']);
    expect(narrow.notices).toEqual([]);
  });

  test('changed and staged before the first commit', async () => {
    const cwd = makeFolder({ 'a.ts': '', 'b.ts': '' });
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', 'a.ts');
    expect((await discover({ cwd, git: { changed: true } })).asked).toEqual(['a.ts', 'b.ts']);
    expect((await discover({ cwd, git: { staged: true } })).asked).toEqual(['a.ts']);
  });

  test('since: from the merge base, not from the tip', async () => {
    const cwd = makeRepository({ 'a.ts': '1', 'b.ts': '1', 'sub/c.ts': '1' });
    git(cwd, 'checkout', '--quiet', '-b', 'topic');
    addFiles(cwd, { 'sub/c.ts': '2' });
    git(cwd, 'commit', '--quiet', '-am', 'topic');
    git(cwd, 'checkout', '--quiet', 'main');
    addFiles(cwd, { 'a.ts': '2' });
    git(cwd, 'commit', '--quiet', '-am', 'main');
    git(cwd, 'checkout', '--quiet', 'topic');
    expect((await discover({ cwd, git: { since: 'main' } })).asked).toEqual(['sub/c.ts']);
    expect((await discover({ cwd: join(cwd, 'sub'), git: { since: 'main' } })).asked).toEqual(['c.ts']);
    await expect(discover({ cwd, git: { since: 'nope' } })).rejects.toThrow('git fetch origin nope');
    await expect(discover({ cwd, git: { since: '--output=x' } })).rejects.toThrow('git knows no such commit');
  });

  test('since: a shallow clone is told what to fetch', async () => {
    const origin = makeRepository({ 'a.ts': '1' });
    git(origin, 'checkout', '--quiet', '-b', 'topic');
    addFiles(origin, { 'b.ts': '1' });
    git(origin, 'add', '.');
    git(origin, 'commit', '--quiet', '-m', 'two');
    const cwd = makeFolder();
    git(cwd, 'clone', '--quiet', '--depth=1', '--branch=topic', `file://${origin}`, '.');
    await expect(discover({ cwd, git: { since: 'origin/main' } })).rejects.toThrow('git fetch --unshallow');
    git(cwd, 'fetch', '--quiet', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
    await expect(discover({ cwd, git: { since: 'origin/main' } })).rejects.toThrow('fetch-depth: 0');
  });

  test('without a repository it cannot be asked', async () => {
    const cwd = makeFolder({ 'a.ts': '' });
    await expect(discover({ cwd, git: { staged: true } })).rejects.toThrow('no git repository here');
  });

  test('worktrees are repositories', async () => {
    const cwd = makeRepository({ 'a.ts': '1' });
    git(cwd, 'worktree', 'add', '--quiet', 'tree', '-b', 'x');
    addFiles(cwd, { 'tree/a.ts': '2' });
    expect((await discover({ cwd: join(cwd, 'tree'), git: { changed: true } })).asked).toEqual(['a.ts']);
  });
});
