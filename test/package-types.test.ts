import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Uses all of the API, as strictly as can be; what is wrong in it must be an error. */
const CONSUMER = `
import {
  type Blocker, type ClientConfig, type Edit, Failure, type FileChange, type Finding, type Fix, type FixOptions,
  type FixResult, type Format, fix, loadRules, type Note, type OnProgress, type Problem, type Progress, type RenderOptions,
  type Report, type Rule, type RuleSetting, render, type Scan, type ScanOptions, type Severity, type Span, type Stats,
  type Step, type SuppressedFinding, scan,
} from 'glanceshift';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_ extends true>(): void => {};

const onProgress: OnProgress = ({ stage, files }: Progress) => {
  holds<Same<typeof stage, 'find' | 'read' | 'study'>>();
  holds<Same<typeof files, number>>();
};
const client: ClientConfig = { call: 'api.list', url: '0', query: '1', body: 'data' };
const options: ScanOptions = {
  cwd: '.', paths: ['src'], files: new Map([['a.ts', 'x']]), unsaved: new Map(), severities: { 'images-detail': 'off' },
  accept: ['timestamps'], mounts: ['ims'], clients: [client], compat: 'src/compat.ts', ignore: ['legacy/'], without: ['r.json'],
  honourIgnoreFiles: false, inlineSuppressions: false, ext: ['md'], git: { since: 'main' }, concurrency: 'auto', strict: true, onProgress,
};
const nothing: ScanOptions = { cwd: undefined, files: undefined, onProgress: undefined };

const rules: Rule[] = await loadRules(['rule.json'], '.');
const report: Scan = await scan({ ...options, ...nothing, rules });
holds<Same<Awaited<ReturnType<typeof scan>>, Scan>>();
const plain: Report = report;
const findings: Finding[] = plain.findings;
const [first] = findings;
holds<Same<typeof first, Finding | undefined>>();
if (first !== undefined) {
  const { severity, span, trace, blockers, notes, fix: planned } = first;
  holds<Same<typeof severity, Severity>>();
  holds<Same<Severity, 'error' | 'warning' | 'note'>>();
  holds<Same<typeof span, Span>>();
  holds<Same<typeof trace, Step[]>>();
  holds<Same<typeof blockers, Blocker[]>>();
  holds<Same<typeof notes, Note[]>>();
  holds<Same<typeof planned, Fix | undefined>>();
  holds<Same<Fix['kind'], 'safe' | 'unsafe'>>();
  const edits: Edit[] = planned?.edits ?? [];
  const places: [string, number, number, string][] = edits.map(({ file, start, end, text }) => [file, start, end, text]);
  // @ts-expect-error -- a closed catalogue
  const never: boolean = blockers[0]?.code === 'no-such-reason';
  void [places, never];
}
const known: SuppressedFinding[] | undefined = plain.suppressed;
holds<Same<NonNullable<typeof known>[number]['suppression']['kind'], 'inline' | 'baseline'>>();
const problems: Problem[] = plain.problems;
const stats: Stats = plain.stats;
const text: string | undefined = plain.sources.get('a.ts');
const setting: RuleSetting = 'on';

const how: FixOptions = { unsafe: true, write: false, allowDirty: undefined };
const result: FixResult = await fix(report, how);
const changes: FileChange[] = result.changes;
for (const { path, before, after } of changes) {
  holds<Same<typeof path, string>>();
  holds<Same<typeof before, string | undefined>>();
  holds<Same<typeof after, string>>();
}
const look: RenderOptions = { color: true, width: undefined, owners: path => path, version: '1' };
const format: Format = 'sarif';
const page: string = await render(format, plain, look);
const failure: Error = new Failure('why');
void [problems.map(({ code, file, fatal }) => [code, file, fatal]), stats.files, text, setting, page, failure];

// @ts-expect-error -- a list of paths, not one
await scan({ paths: 'src' });
// @ts-expect-error -- no such option
await scan({ path: ['src'] });
// @ts-expect-error -- texts by path are a map
await scan({ files: { 'a.ts': 'x' } });
// @ts-expect-error -- no such severity
await scan({ severities: { 'images-detail': 'fatal' } });
// @ts-expect-error -- a promise is no report
await fix(scan());
// @ts-expect-error -- what is only a report holds nothing to write with
await fix(plain);
// @ts-expect-error -- no such format
await render('xml', plain);
// @ts-expect-error -- the report is missing
await render('json');
// @ts-expect-error -- a list of files
await loadRules('rule.json');
// @ts-expect-error -- spans are read, and hold no lines
first?.span.line;
`;

const PLUGIN = `
import glanceshift, { configs, rules } from 'glanceshift/eslint-plugin';
export default [glanceshift.configs.recommended];
void [configs.recommended, Object.keys(rules)];
// @ts-expect-error -- no such configuration
void configs.strict;
`;

/** The package as it is published, unpacked where a project has it. */
let consumer = '';
let packed: string[] = [];

describe('the package as it is published', () => {
  beforeAll(() => {
    consumer = mkdtempSync(join(tmpdir(), 'glanceshift-consumer-'));
    const clone = join(consumer, 'clone');
    mkdirSync(clone);
    const files = ['package.json', '.npmrc', '.tsdown.config.js', 'tsconfig.json', 'README.md', 'LICENSE'];
    for (const file of [...files, 'rules']) cpSync(file, join(clone, file), { recursive: true });
    for (const file of ['src', 'node_modules']) symlinkSync(resolve(file), join(clone, file));
    const [told] = JSON.parse(
      execFileSync('npm', ['pack', '--json'], { cwd: clone, encoding: 'utf8', stdio: 'pipe' }),
    );
    packed = told.files.map(({ path }: { path: string }) => path);
    const home = join(consumer, 'node_modules/glanceshift');
    mkdirSync(home, { recursive: true });
    execFileSync('tar', ['-xzf', join(clone, told.filename), '--strip-components=1', '-C', home]);
    rmSync(clone, { recursive: true, force: true });
    for (const name of Object.keys(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).dependencies))
      symlinkSync(resolve('node_modules', name), join(consumer, 'node_modules', name));
    const write = (name: string, content: string) => writeFileSync(join(consumer, name), content);
    write('package.json', '{ "type": "module" }');
    write('consumer.ts', CONSUMER);
    write('plugin.ts', PLUGIN);
  });
  afterAll(() => rmSync(consumer, { recursive: true, force: true }));

  /** Compiles without the types of Node, and with a look into the declarations themselves. */
  const compile = (module: string, moduleResolution: string) => {
    const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
    const compilerOptions = {
      ...strict,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      lib: ['es2023'],
      types: [],
      module,
      moduleResolution,
    };
    const config = { compilerOptions, files: ['consumer.ts', 'plugin.ts'] };
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify(config));
    const args = [resolve('node_modules/typescript/bin/tsc'), '--project', '.'];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: consumer, encoding: 'utf8' });
    return { status, stdout };
  };

  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('is typed, and what is wrong is an error: %s, %s', (module, moduleResolution) => {
    expect(compile(module, moduleResolution)).toEqual({ status: 0, stdout: '' });
  });

  test('a wrong statement about the types would be an error', () => {
    writeFileSync(join(consumer, 'consumer.ts'), CONSUMER.replace("'error' | 'warning' | 'note'", "'error'"));
    const { status, stdout } = compile('nodenext', 'nodenext');
    writeFileSync(join(consumer, 'consumer.ts'), CONSUMER);
    expect([status, stdout]).toEqual([2, expect.stringContaining("Type 'false' does not satisfy")]);
  });

  test('its types name nothing of Node, and nothing of another package', () => {
    for (const name of ['index', 'eslint-plugin']) {
      const text = readFileSync(join(consumer, `node_modules/glanceshift/dist/${name}.d.ts`), 'utf8');
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect(code).not.toMatch(/\b(?:process|Buffer|NodeJS|node:|ReadableStream)\b/);
      expect(code).not.toMatch(/^import |\bimport\(|\bfrom '/m);
    }
  });

  test('holds what it needs and nothing else', () => {
    const folders = new Set(packed.map(path => path.split('/')[0]));
    expect([...folders].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'rules']);
    expect(packed.filter(path => /\.map$|\.test\./.test(path))).toEqual([]);
    expect(packed).toEqual(
      expect.arrayContaining(['dist/cli.js', 'dist/index.d.ts', 'rules/images-detail.json']),
    );
  });

  test('works, and leaves the process that uses it alone', () => {
    writeFileSync(
      join(consumer, 'use.mjs'),
      `import { fix, render, scan } from 'glanceshift';
const before = [process.exitCode, process.listenerCount('SIGINT'), process.listenerCount('exit'), process.cwd()];
for (const name of ['exit', 'chdir', 'abort']) process[name] = () => { throw new Error(name); };
for (const name of ['stdout', 'stderr']) process[name].write = () => { throw new Error(name); };
const report = await scan({ files: new Map([['a.js', "fetch('/v1.1/images/detail');\\n"]]) });
const { changes } = await fix(report, { write: false });
const texts = await Promise.all(['pretty', 'json', 'sarif', 'html'].map(format => render(format, report)));
await scan({ paths: ['nowhere'] }).then(() => { throw new Error('no failure'); }, error => { if (error.name !== 'Failure') throw error; });
const after = [process.exitCode, process.listenerCount('SIGINT'), process.listenerCount('exit'), process.cwd()];
if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error('not left alone');
(await import('node:fs')).writeSync(1, JSON.stringify([changes[0].after, texts.every(text => text.length > 100)]));
`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ['use.mjs'], {
      cwd: consumer,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: JSON.stringify(["fetch('/v2/images?member_status=all');\n", true]),
      stderr: '',
    });
  });
});
