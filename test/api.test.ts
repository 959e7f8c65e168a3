import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Analysis, AnalysisInput } from '../src/analysis/index.ts';
import * as api from '../src/index.ts';
import { addFiles, git, makeFolder, makeRepository, read } from './sandbox.ts';

const OLD = '/v1.1/images/detail';
const CALL = `fetch('${OLD}');\n`;

/** Stands in for the core: a finding with a safe fix for every mention of the path in a seed. */
function fakeCore(seen: AnalysisInput[] = []) {
  return async () =>
    (input: AnalysisInput): Analysis => {
      seen.push(input);
      const findings = input.seeds.flatMap(file =>
        [...(input.host.readFile(file) ?? '').matchAll(/'(\/v1\.1\/images\/detail)'/g)].map(
          (match): api.Finding => {
            const span = { file, start: match.index + 1, end: match.index + 1 + OLD.length };
            return {
              rule: 'images-detail',
              severity: 'error',
              span,
              deprecated: `GET ${OLD}`,
              replacement: 'GET /v2/images',
              trace: [],
              blockers: [],
              notes: [],
              fix: { kind: 'safe', edits: [{ ...span, text: '/v2/images' }] },
            };
          },
        ),
      );
      return { findings, problems: [], created: [] };
    };
}

const files = (scan: api.Scan) => scan.findings.map(({ span }) => span.file);

describe('the Node API', () => {
  test('has four functions and its error', () => {
    expect(Object.keys(api).sort()).toEqual(['Failure', 'fix', 'loadRules', 'render', 'scan']);
  });

  test('is typed', () => {
    expectTypeOf(api.scan).parameter(0).toEqualTypeOf<api.ScanOptions | undefined>();
    expectTypeOf(api.scan).returns.resolves.toExtend<api.Report>();
    expectTypeOf(api.fix).returns.resolves.toEqualTypeOf<api.FixResult>();
    expectTypeOf(api.render).returns.resolves.toBeString();
    expectTypeOf(api.loadRules).returns.resolves.toEqualTypeOf<api.Rule[]>();
  });

  test('scans texts without a disk', async () => {
    const texts = new Map([
      ['b.ts', CALL],
      ['a/c.ts', `\uFEFF${CALL}`],
      ['types.d.ts', CALL],
      ['notes.txt', CALL],
    ]);
    const scan = await api.scan({ files: texts }, fakeCore());
    expect(files(scan)).toEqual(['a/c.ts', 'b.ts', 'types.d.ts']);
    expect(scan.sources.get('a/c.ts')).toBe(CALL);
    expect(scan.stats).toMatchObject({ files: 3, seeds: 3, skipped: 0 });
    const result = await api.fix(scan, { write: false });
    expect(result.changes.map(({ after }) => after)).toEqual([
      "\uFEFFfetch('/v2/images');\n",
      "fetch('/v2/images');\n",
      "fetch('/v2/images');\n",
    ]);
  });

  test('scans and fixes a folder', async () => {
    const cwd = makeFolder({ 'a.ts': CALL, 'b.ts': 'other();\n' });
    const scan = await api.scan({ cwd }, fakeCore());
    expect(files(scan)).toEqual(['a.ts']);
    const result = await api.fix(scan);
    expect([result.fixed.length, result.left.length]).toEqual([1, 0]);
    expect(read(cwd, 'a.ts')).toBe("fetch('/v2/images');\n");
    expect(files(await api.scan({ cwd }, fakeCore()))).toEqual([]);
  });

  test('renders every format that there is', async () => {
    const scan = await api.scan({ files: new Map([['a.ts', CALL]]) }, fakeCore());
    expect(await api.render('pretty', scan, { color: false })).toContain('a.ts');
    expect(JSON.parse(await api.render('json', scan, { color: false }))).toHaveProperty('findings');
  });

  test('a failure is told apart from an error of the program', async () => {
    const cwd = makeFolder();
    await expect(api.scan({ cwd, paths: ['no.ts'] })).rejects.toBeInstanceOf(api.Failure);
  });
});

describe('what the core is asked', () => {
  const ask = async (tree: Record<string, string>, options: api.ScanOptions = {}) => {
    const seen: AnalysisInput[] = [];
    const cwd = makeFolder(tree);
    const scan = await api.scan({ cwd, ...options }, fakeCore(seen));
    return { scan, input: seen[0], calls: seen.length, cwd };
  };

  test('nothing, where no file can hold a call', async () => {
    expect((await ask({ 'a.ts': 'event.detail; const detail = details;' })).calls).toBe(0);
    expect((await ask({ 'a.ts': "emit('detail')" })).calls).toBe(0);
    expect((await ask({ 'a.ts': CALL }, { severities: { 'images-detail': 'off' } })).calls).toBe(0);
  });

  test.each([
    ["['v1.1', 'images', 'detail'].join('/')"],
    ['`${base}/detail`; const base = "/v1.1/images"'],
    ['new URL("detail?x=1", base + "images/")'],
    ["'\\/v1\\/images\\/detail'"],
    ["encoded('%2Fv1.1%2Fimages%2Fdetail')"],
  ])('a seed is anything that can hold the last segment: %s', async text => {
    expect((await ask({ 'a.ts': text })).input?.seeds).toEqual(['a.ts']);
  });

  test('a segment in one file, the version in another', async () => {
    const { input } = await ask({ 'a.ts': "url + '/detail'", 'b.ts': "export const url = '/v1.1/images'" });
    expect(input?.seeds).toEqual(['a.ts']);
  });

  test('the host reads the project and finds names in it, but no packages', async () => {
    const { input } = await ask({
      'a.ts': CALL,
      'lib/b.ts': 'export const name = 1;',
      'lib/c.d.ts': 'declare const name: 1;',
      'node_modules/x/index.js': 'name',
      'ignored/d.ts': 'name',
      '.gitignore': 'ignored',
    });
    expect(input?.host.mentioning('name')).toEqual(['lib/b.ts', 'lib/c.d.ts']);
    expect(input?.host.mentioning('nothing')).toEqual([]);
    expect(input?.host.readFile('lib/b.ts')).toBe('export const name = 1;');
    expect(input?.host.readFile('ignored/d.ts')).toBe('name');
    expect(input?.host.readFile('node_modules/x/index.js')).toBe(undefined);
    expect(input?.host.readFile('lib')).toBe(undefined);
    expect(input?.host.readFile('no.ts')).toBe(undefined);
  });

  test('the texts stay as they were when they were first read', async () => {
    const { input, cwd } = await ask({ 'a.ts': CALL });
    addFiles(cwd, { 'a.ts': 'changed' });
    expect(input?.host.readFile('a.ts')).toBe(CALL);
  });

  test('its options are handed on', async () => {
    const clients = [{ call: 'api', url: '0' }];
    const more = { accept: ['timestamps'], mounts: ['img'], clients, compat: 'src/compat.ts' };
    expect((await ask({ 'a.ts': CALL }, more)).input).toMatchObject(more);
  });

  test('only a part is asked for: what it imports is parsed too, findings elsewhere are not told', async () => {
    const tree = {
      'src/call.ts': `${CALL}import { P } from './deep/paths.js';`,
      'src/deep/paths.ts': `export * from '@/more/constants';`,
      'src/more/constants.ts': `export const P = '${OLD}';`,
      'src/unrelated.ts': CALL,
    };
    const { input, scan } = await ask(tree, { paths: ['src/call.ts'] });
    expect(input?.seeds).toEqual(['src/call.ts', 'src/more/constants.ts']);
    expect(files(scan)).toEqual(['src/call.ts']);
    expect(input?.host.mentioning('detail')).toContain('src/unrelated.ts');
  });

  test('a file with a piece of a path stands for the calls that it ends up in', async () => {
    const tree = {
      'src/url.ts': `export const LIST = '${OLD}';`,
      'src/base.ts': "export const BASE = '/v1.1';",
      'src/paths.ts': "export { BASE } from './base.js';",
      'src/call.ts': `import { BASE } from './paths.js';\nfetch(BASE + '/images/detail');`,
      'src/other.ts': `import { LIST } from './url.js';\n// glanceshift-disable-next-line images-detail -- frozen\nfetch(LIST);`,
      'src/third.ts': `import { LIST } from './url.js';\nfetch(LIST);`,
      'src/unrelated.ts': CALL,
    };
    const of = (path: string) => api.scan({ cwd: makeFolder(tree), paths: [path] });
    expect(files(await of('src/base.ts'))).toEqual(['src/call.ts']);
    const url = await of('src/url.ts');
    expect([files(url), url.suppressed?.map(({ span }) => span.file)]).toEqual([
      ['src/third.ts'],
      ['src/other.ts'],
    ]);
    expect(files(await of('src/third.ts'))).toEqual(['src/third.ts']);
  });

  test('calls that share a constant are told as one finding at it', async () => {
    const tree = {
      'url.ts': `export const LIST = '${OLD}';\n`,
      'one.ts': "import { LIST } from './url';\nfetch(LIST);\n",
      'two.ts': "import { LIST } from './url';\nfetch(LIST + '?limit=5');\n",
    };
    const scanned = await api.scan({ files: new Map(Object.entries(tree)) });
    expect(files(scanned)).toEqual(['one.ts', 'two.ts']);
    const { findings } = JSON.parse(await api.render('json', scanned));
    expect(findings.map((finding: { place: { file: string } }) => finding.place.file)).toEqual(['url.ts']);
    const called = findings[0].trace.filter(({ role }: { role: string }) => role === 'call');
    expect(called.map(({ place }: { place: { file: string } }) => place.file)).toEqual(['one.ts', 'two.ts']);
  });

  test('a rule can be turned down, never up', async () => {
    const severity = async (setting: api.RuleSetting) =>
      (await ask({ 'a.ts': CALL }, { severities: { 'images-detail': setting } })).scan.findings[0]?.severity;
    expect([await severity('on'), await severity('warning'), await severity('note')]).toEqual([
      'error',
      'warning',
      'note',
    ]);
  });
});

describe('bad input is reported and stops nothing', () => {
  const scanTree = (tree: Record<string, string | Buffer>, options: api.ScanOptions = {}) =>
    api.scan({ cwd: makeFolder(tree), ...options }, fakeCore());

  test('binary files, and UTF-16', async () => {
    const binary = Buffer.from(`\0${CALL}`);
    const tree = { 'a.ts': binary, 'b.ts': CALL, 'c.ts': Buffer.from(`\uFEFF${CALL}`, 'utf16le') };
    const scan = await scanTree(tree);
    expect(files(scan)).toEqual(['b.ts']);
    expect(scan.problems.map(({ code, file }) => [code, file])).toEqual([['binary', 'c.ts']]);
    expect((await scanTree(tree, { paths: ['a.ts'] })).problems).toEqual([
      { code: 'binary', file: 'a.ts', message: 'is binary, not looked at', fatal: false },
    ]);
  });

  test('a huge file', async () => {
    const scan = await scanTree({
      'a.ts': CALL.padEnd(5 * 1024 * 1024 + 1),
      'b.ts': CALL.padEnd(5 * 1024 * 1024),
    });
    expect(files(scan)).toEqual(['b.ts']);
    expect(scan.problems).toEqual([
      { code: 'too-large', file: 'a.ts', message: 'larger than 5 MB, not looked at', fatal: false },
    ]);
  });

  test('an empty file, and one whose size is a multiple of a block', async () => {
    const scan = await scanTree({ 'a.ts': '', 'b.ts': CALL.padEnd(8192, ' ') });
    expect([files(scan), scan.problems]).toEqual([['b.ts'], []]);
  });

  test('a file that git lists and that is gone', async () => {
    const cwd = makeRepository({ 'a.ts': CALL, 'b.ts': CALL });
    git(cwd, 'rm', '--quiet', 'a.ts');
    git(cwd, 'reset', '--quiet');
    const scan = await api.scan({ cwd }, fakeCore());
    expect([files(scan), scan.problems]).toEqual([['b.ts'], []]);
  });
});

describe('the staged state', () => {
  test('is judged, not that of the work tree', async () => {
    const cwd = makeRepository({ 'a.ts': 'old', 'b.ts': 'old', 'sub/c.ts': 'old', 'd.ts': CALL });
    addFiles(cwd, { 'a.ts': CALL, 'b.ts': 'clean', 'sub/c.ts': CALL });
    git(cwd, 'add', '.');
    addFiles(cwd, { 'a.ts': 'mended since', 'b.ts': CALL });
    const staged = { git: { staged: true } };
    expect(files(await api.scan({ cwd, ...staged }, fakeCore()))).toEqual(['a.ts', 'sub/c.ts']);
    expect(files(await api.scan({ cwd: join(cwd, 'sub'), ...staged }, fakeCore()))).toEqual(['c.ts']);
  });
});

describe('fixing what is staged', () => {
  const fixStaged = async (cwd: string) => {
    const scan = await api.scan({ cwd, git: { staged: true } }, fakeCore());
    return api.fix(scan);
  };
  const staged = (cwd: string, path: string) => git(cwd, 'show', `:${path}`);
  const NEW = CALL.replace(OLD, '/v2/images');
  const BODY = `${CALL}// 1\n// 2\n// 3\n// 4\n`;

  test('changes the index and the work tree, and leaves what is not staged as it was', async () => {
    const cwd = makeRepository({ 'a b.ts': '', 'sub/b.ts': '', 'c.ts': CALL });
    addFiles(cwd, { 'a b.ts': BODY, 'sub/b.ts': CALL });
    chmodSync(join(cwd, 'sub/b.ts'), 0o755);
    git(cwd, 'add', '.');
    addFiles(cwd, { 'a b.ts': `${BODY}${CALL}// not staged\n`, 'c.ts': `${CALL}// not staged\n` });
    const result = await fixStaged(join(cwd));
    expect(result.fixed).toHaveLength(2);
    expect(staged(cwd, 'a b.ts')).toBe(BODY.replace(OLD, '/v2/images'));
    expect(read(cwd, 'a b.ts')).toBe(`${BODY.replace(OLD, '/v2/images')}${CALL}// not staged\n`);
    expect([staged(cwd, 'sub/b.ts'), read(cwd, 'sub/b.ts')]).toEqual([NEW, NEW]);
    expect([staged(cwd, 'c.ts'), read(cwd, 'c.ts')]).toEqual([CALL, `${CALL}// not staged\n`]);
    expect(git(cwd, 'ls-files', '-s', 'sub/b.ts')).toContain('100755');
    expect(git(cwd, 'diff', '--name-only', '-z').split('\0')).toEqual(['a b.ts', 'c.ts', '']);
  });

  test('from a folder below the top', async () => {
    const cwd = makeRepository({ 'sub/b.ts': '', 'a.ts': '' });
    addFiles(cwd, { 'sub/b.ts': CALL });
    git(cwd, 'add', '.');
    addFiles(cwd, { 'sub/b.ts': '// gone since\n' });
    expect((await fixStaged(join(cwd, 'sub'))).problems).toMatchObject([{ code: 'changed', file: 'b.ts' }]);
    addFiles(cwd, { 'sub/b.ts': CALL });
    await fixStaged(join(cwd, 'sub'));
    expect([staged(cwd, 'sub/b.ts'), read(cwd, 'sub/b.ts')]).toEqual([NEW, NEW]);
  });

  test('where the same lines have changed since, nothing is written', async () => {
    const cwd = makeRepository({ 'a.ts': '', 'b.ts': '' });
    addFiles(cwd, { 'a.ts': CALL, 'b.ts': CALL });
    git(cwd, 'add', '.');
    addFiles(cwd, { 'a.ts': CALL.replace('fetch', 'get') });
    const result = await fixStaged(cwd);
    expect(result.problems).toMatchObject([{ code: 'changed', file: 'a.ts' }]);
    expect([staged(cwd, 'a.ts'), read(cwd, 'a.ts')]).toEqual([CALL, CALL.replace('fetch', 'get')]);
    expect([staged(cwd, 'b.ts'), read(cwd, 'b.ts')]).toEqual([NEW, NEW]);
  });

  test('line ends of the work tree are those that git makes', async () => {
    const cwd = makeRepository({ '.gitattributes': '*.ts text eol=crlf\n', 'a.ts': '' });
    addFiles(cwd, { 'a.ts': BODY.replaceAll('\n', '\r\n') });
    git(cwd, 'add', '.');
    addFiles(cwd, { 'a.ts': `${BODY}// 5\n`.replaceAll('\n', '\r\n') });
    await fixStaged(cwd);
    expect(staged(cwd, 'a.ts')).toBe(BODY.replace(OLD, '/v2/images'));
    expect(read(cwd, 'a.ts')).toBe(`${BODY}// 5\n`.replace(OLD, '/v2/images').replaceAll('\n', '\r\n'));
  });
});

describe('inline suppressions', () => {
  const DISABLE = '// glanceshift-disable-next-line images-detail -- host is frozen\n';

  test('take findings out of the report and are told when they are idle', async () => {
    const texts = new Map([
      ['a.ts', DISABLE + CALL],
      ['b.ts', `${DISABLE}clean();\n`],
    ]);
    const scan = await api.scan({ files: texts }, fakeCore());
    expect(scan.suppressed?.map(({ suppression }) => suppression)).toEqual([
      { kind: 'inline', reason: 'host is frozen' },
    ]);
    expect(scan.findings).toMatchObject([
      { rule: 'unused-suppression', severity: 'warning', span: { file: 'b.ts' } },
    ]);
    const quiet = await api.scan({ files: texts, severities: { 'unused-suppression': 'off' } }, fakeCore());
    expect(quiet.findings).toEqual([]);
  });
});
