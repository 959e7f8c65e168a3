import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { fix, scan } from '../src/index.ts';
import { addFiles, git, makeFolder, makeRepository, read, run } from './sandbox.ts';

const README = readFileSync('README.md', 'utf8');
const LIST =
  "export const list = async () => (await (await fetch('/v1.1/images/detail')).json()).images.length;\n";
const OPAQUE =
  "import axios from 'axios';\nexport const list = async q => (await axios.get('/v1.1/images/detail', { params: q })).data;\n";

/** The fenced blocks of a language, in order. */
const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    found => found[1] ?? '',
  );

const block = (language: string, word = ''): string => {
  const found = blocks(language).find(text => text.includes(word));
  if (found === undefined) throw new Error(`no block of ${language} with ${word}`);
  return found;
};

/** The package comes from the registry; here a program of that name runs the one that was just built. */
function standInForNpx(): string {
  const script = `#!/bin/sh
while [ "\${1#-}" != "$1" ]; do shift; done
[ "$1" = glanceshift ] || exit 9
shift
exec "${process.execPath}" "${inject('cli')}" "$@"
`;
  const folder = makeFolder({ npx: script });
  chmodSync(join(folder, 'npx'), 0o755);
  return folder;
}

/** Runs a recipe in a folder as a person would who pastes it. */
function paste(cwd: string, recipe: string) {
  const env = { ...process.env, PATH: `${standInForNpx()}${delimiter}${process.env.PATH}`, NO_COLOR: '1' };
  const ran = spawnSync('sh', ['-ec', recipe], { cwd, env, encoding: 'utf8' });
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

describe('the commands of the README', () => {
  const commands = [...README.matchAll(/`(npx (?:--no-install )?glanceshift[^`\n]*)`/g)].map(
    found => found[1] ?? '',
  );

  test('are there', () => expect(commands.length).toBeGreaterThan(12));

  test.each(commands)('%s', command => {
    const cwd = makeRepository({ 'src/list.js': LIST, 'src/opaque.js': OPAQUE });
    git(cwd, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    const ran = paste(cwd, command);
    const isClean = /--(?:explain|suppress-all|init|compat|since)/.test(command);
    expect([ran.status, ran.err]).toEqual([isClean ? 0 : 1, expect.not.stringContaining('internal error')]);
    if (command.includes('--fix')) expect(read(cwd, 'src/list.js')).toContain('/v2/images');
    else expect(read(cwd, 'src/list.js')).toBe(LIST);
    if (command.includes('--compat')) expect(read(cwd, 'src/opaque.js')).toContain('v2Query(q)');
    if (command.includes('-o ')) expect(read(cwd, / -o (\S+)/.exec(command)?.[1] ?? '')).toContain('images');
  });

  test('of npm name scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const names = [...README.matchAll(/npm run ([\w:]+)/g)].map(found => found[1] ?? '');
    expect(names).not.toEqual([]);
    for (const name of names) expect(scripts).toHaveProperty([name]);
  });

  test('its main job is done on the demo', () => {
    expect(README).toContain('npm ci && npx glanceshift fixtures/demo');
    const ran = run(process.cwd(), ['fixtures/demo']);
    expect(ran.status).toBe(1);
    expect(ran.out).toMatch(/\d+ can be fixed safely: --fix/);
  });
});

describe('the recipes of the README', () => {
  const CALL = { 'src/list.js': LIST };

  test('the hook refuses a commit with a call and takes one without', () => {
    const cwd = makeRepository({ 'src/other.js': 'export {};\n' });
    expect(paste(cwd, block('sh', '.git/hooks/pre-commit')).status).toBe(0);
    addFiles(cwd, CALL);
    const commit = 'git add --all && git -c user.name=A -c user.email=a@example.com commit --quiet -m x';
    const refused = paste(cwd, commit);
    expect([refused.status, refused.out + refused.err]).toEqual([
      1,
      expect.stringContaining('GET /v1.1/images/detail is deprecated'),
    ]);
    expect(paste(cwd, 'npx glanceshift --fix --allow-dirty src && '.concat(commit)).status).toBe(0);
    expect(git(cwd, 'log', '--format=%s').split('\n')[0]).toBe('x');
  });

  test.each([
    ['pre-commit', 'id: glanceshift', '.pre-commit-config.yaml'],
    ['github', 'actions/checkout', '.github/workflows/glanceshift.yml'],
  ])('--init %s writes what is printed', (name, word, path) => {
    const cwd = makeRepository();
    expect(run(cwd, ['--init', name]).status).toBe(0);
    expect(read(cwd, path)).toBe(block('yaml', word));
  });

  test('the step of the workflow makes annotations', () => {
    const steps = [...block('yaml', 'actions/checkout').matchAll(/- run: (.*)/g)].map(
      found => found[1] ?? '',
    );
    const cwd = makeRepository(CALL);
    const ran = paste(cwd, steps.filter(step => step !== 'npm ci').join('\n'));
    expect(ran.status).toBe(1);
    expect(ran.out).toMatch(/^::error file=src\/list\.js,line=1,/m);
  });

  test('the gate: what is recorded passes, moved or not, and a new call fails', () => {
    const cwd = makeRepository(CALL);
    expect(paste(cwd, 'npx glanceshift --suppress-all').status).toBe(0);
    addFiles(cwd, { 'src/list.js': `// moved\n\n${LIST}` });
    expect(run(cwd).status).toBe(0);
    addFiles(cwd, { 'src/new.js': LIST });
    expect(run(cwd).status).toBe(1);
    addFiles(cwd, { 'src/list.js': 'export {};\n', 'src/new.js': '' });
    expect(run(cwd, ['--prune-suppressions']).status).toBe(0);
    expect(read(cwd, 'glanceshift-suppressions.jsonl')).toBe('');
  });

  test('the configuration is taken, and each of its keys does something', () => {
    const config = block('json', '$schema');
    const call = (body: string) => `export async function list(api, since) {\n  ${body}\n}\n`;
    const cwd = makeRepository({
      'glanceshift.config.json': config,
      'legacy/list.js': LIST,
      'src/own.js': call(
        "const { data } = await api.list('/v1.1/images/detail', { 'property-a': 'b' });\n  return data.images.length;",
      ),
      'src/mounted.js': call(
        "const { images } = await (await fetch('/ims-gateway/v1.1/images/detail')).json();\n  return images.length;",
      ),
      'src/since.js': call(
        'const { images } = await (await fetch(`/v1.1/images/detail?changes-since=${since}`)).json();\n  return images.length;',
      ),
    });
    const { findings } = JSON.parse(run(cwd, ['-f', 'json']).out);
    const told = findings.map(
      (finding: { place: { file: string }; severity: string; fix: { kind: string } | null }) =>
        `${finding.place.file} ${finding.severity} ${finding.fix?.kind}`,
    );
    expect(told).toEqual(['src/mounted.js error safe', 'src/own.js error safe', 'src/since.js error safe']);
    addFiles(cwd, { 'glanceshift.config.json': config.replace('"mounts"', '"mount"') });
    const wrong = run(cwd);
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringMatching(/\/mount: .*mounts/)]);
  });

  test('ESLint takes the plugin', () => {
    const config = block('js', 'eslint.config.js');
    const cwd = makeRepository({ ...CALL, 'eslint.config.js': config, 'package.json': '{"type":"module"}' });
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(dirname(dirname(inject('cli'))), join(cwd, 'node_modules/glanceshift'), 'dir');
    const eslint = resolve('node_modules/eslint/bin/eslint.js');
    const lint = (...args: string[]) =>
      spawnSync(process.execPath, [eslint, ...args], { cwd, encoding: 'utf8' });
    const ran = lint('.');
    expect([ran.status, ran.stdout]).toEqual([1, expect.stringContaining('glanceshift/images-detail')]);
    expect(lint('--fix', '.').status).toBe(0);
    expect(read(cwd, 'src/list.js')).toContain('/v2/images');
  });

  test('the comment suppresses, and is reported where there is nothing to suppress', () => {
    const comment = block('js', 'glanceshift-disable');
    expect(run(makeRepository({ 'a.js': comment })).status).toBe(0);
    const unused = run(makeRepository({ 'a.js': comment.replace('v1.1', 'v2') }), ['--fail-on', 'note']);
    expect([unused.status, unused.out]).toEqual([1, expect.stringContaining('suppresses nothing')]);
  });

  test('the program runs', () => {
    const cwd = makeRepository({
      ...CALL,
      'package.json': '{}',
      'run.mjs': block('js', "from 'glanceshift'"),
    });
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(dirname(dirname(inject('cli'))), join(cwd, 'node_modules/glanceshift'), 'dir');
    const ran = spawnSync(process.execPath, ['run.mjs'], { cwd, encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('is deprecated, use GET /v2/images');
    expect(ran.stdout).toContain('would change src/list.js');
    expect(read(cwd, 'src/list.js')).toBe(LIST);
  });
});

describe('the statements of the README', () => {
  test('the change that is shown is the one that is made', async () => {
    const lines = block('diff').split('\n');
    const side = (mark: string) =>
      lines.flatMap(line => (line[0] === ' ' || line[0] === mark ? [line.slice(1)] : [])).join('\n');
    const scanned = await scan({ files: new Map([['a.ts', side('-')]]) });
    const { changes } = await fix(scanned, { write: false });
    expect(changes[0]?.after).toBe(side('+'));
  });

  const tables = README.split(/^\| what \| /m).slice(1);
  const casesOf = (table = '') =>
    [...(table.split('\n\n')[0] ?? '').matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)]
      .map(found => found[1] ?? '')
      .filter(name => !['url-join'].includes(name) || existsSync(`fixtures/images-detail/${name}`));
  const isFixed = (name: string) =>
    ['after', 'after-unsafe'].some(folder => existsSync(`fixtures/images-detail/${name}/${folder}`));

  test.each(casesOf(tables[0]))('%s is rewritten', name => expect(isFixed(name)).toBe(true));

  test.each(casesOf(tables[1]))('%s is reported and not rewritten', name => {
    expect(isFixed(name)).toBe(false);
    expect(readFileSync(`fixtures/images-detail/${name}/findings.txt`, 'utf8')).toMatch(/fix: none/);
  });

  test('what is not seen is not seen, and what is left alone is', () => {
    const cwd = makeRepository({ 'src/b.js': 'export {};\n' });
    addFiles(cwd, { 'src/a.js': "axios.post('/v1.1/images/detail'); // GET /v1.1/images/detail\n" });
    addFiles(cwd, { 'dist/a.js': LIST, 'src/a.min.js': LIST, 'vendor/a.js': LIST });
    addFiles(cwd, { 'package-lock.json': '{ "a": "/v1.1/images/detail" }\n' });
    expect(JSON.parse(run(cwd, ['-f', 'json']).out).findings).toEqual([]);
    expect(run(cwd, ['dist']).status).toBe(1);
  });

  test('texts outside code give notes, Markdown when asked for', () => {
    const text = 'curl "$GLANCE/v1.1/images/detail?limit=5"\n';
    const cwd = makeRepository({ 'list.sh': text, 'README.md': `${text}` });
    const told = (...args: string[]) => {
      const { status, out } = run(cwd, ['-f', 'json', ...args]);
      const { findings } = JSON.parse(out) as { findings: { place: { file: string }; severity: string }[] };
      return [status, ...findings.map(({ place, severity }) => `${place.file} ${severity}`)];
    };
    expect(told()).toEqual([0, 'list.sh note']);
    expect(told('--fail-on', 'note')).toEqual([1, 'list.sh note']);
    expect(told('--ext', 'md')).toEqual([0, 'README.md note', 'list.sh note']);
    expect(run(cwd, ['--fix', '--unsafe']).status).toBe(0);
    expect(read(cwd, 'list.sh')).toBe(text);
  });

  test('exit status', () => {
    const cwd = makeRepository({ 'a.js': LIST });
    expect([run(cwd).status, run(cwd, ['--fail', 'on']).status]).toEqual([1, 2]);
    expect(run(makeRepository({ 'a.js': 'export {};\n' })).status).toBe(0);
  });

  test('every dependency has its reason', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of Object.keys(dependencies))
      expect(README).toMatch(new RegExp(`^\\| (?:[\\w-]+, )*${name}(?:, [\\w-]+)* \\|`, 'm'));
  });

  test('the map of the source names files that are there', () => {
    const map = readFileSync('src/README.md', 'utf8');
    const names = [...map.matchAll(/`((?:[\w-]+\/)*[\w.-]+\.ts|[a-z]+\/[\w-]+)`/g)]
      .map(found => found[1] ?? '')
      .map(name => (name.endsWith('.ts') ? name : `${name}.ts`));
    const places = ['src', 'src/analysis', 'src/report', '.'];
    const isThere = (name: string) => places.some(folder => existsSync(join(folder, name)));
    expect(names.filter(name => !isThere(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(20);
  });
});
