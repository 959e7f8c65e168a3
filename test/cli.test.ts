import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { addFiles, git, makeFolder, makeRepository, type Ran, read, run } from './sandbox.ts';

const OLD = '/v1.1/images/detail';
/** A call with a safe fix: nobody reads the answer. */
const CALL = `await fetch('${OLD}?member_status=all');\n`;
/** A call whose answer goes where nobody can follow. */
const OPAQUE = `import { keep } from 'some-package';\nkeep(await (await fetch('${OLD}')).json());\n`;
/** Another product may serve the same words under its own prefix. */
const UNSURE = `await fetch('/shop${OLD}');\n`;

const findingsOf = ({ out }: Ran): { file: string; severity: string; rule: string }[] =>
  JSON.parse(out).findings.map((row: { place: { file: string }; severity: string; rule: string }) => ({
    file: row.place.file,
    severity: row.severity,
    rule: row.rule,
  }));

const filesOf = (ran: Ran): string[] => findingsOf(ran).map(({ file }) => file);

/** Everything below a folder with its content, so that nothing can change unseen. */
const listing = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => !path.startsWith('.git/') && statSync(join(folder, path)).isFile())
    .sort()
    .map(path => `${path}: ${read(folder, path)}`);

describe('a wrong command line is told in one line, status 2, and nothing is written', () => {
  test.each<[string[], string]>([
    [['--fomrat', 'json'], 'there is no flag --fomrat (did you mean --format?)'],
    [['-x'], 'there is no flag -x; --help lists all flags'],
    [['--format', 'jsn'], '--format jsn: there is no such format (did you mean "json"?)'],
    [['--format', 'zzzzzzzzzz'], '--format zzzzzzzzzz: there is no such format; known are pretty, json,'],
    [['--format'], '--format needs a value'],
    [['-o'], '-o needs a value'],
    [['-f', 'json', '-f', 'pretty'], 'json and pretty would both go to standard output: give one -o FILE'],
    [
      ['-f', 'json', '-o', 'x', '-f', 'sarif', '-o', 'x'],
      'two reports would go to x: give each its own -o FILE',
    ],
    [['--fail-on', 'warn'], '--fail-on warn: must be one of error, warning, note'],
    [['--max-warnings', 'many'], '--max-warnings takes one whole number of 0 or more'],
    [['--max-warnings', '-1'], '--max-warnings takes one whole number of 0 or more'],
    [['--max-warnings'], '--max-warnings needs a value'],
    [
      ['--rule', 'images-detail=loud'],
      '--rule images-detail=loud: must be one of on, off, error, warning, note',
    ],
    [['--rule', 'images-detial=off'], 'there is no rule "images-detial" (did you mean "images-detail"?)'],
    [['--accept', 'timestamp'], 'there is no note "timestamp" (did you mean "timestamps"?)'],
    [['--concurrency', 'lots'], '--concurrency lots: must be a number of threads, auto or off'],
    [['--since', 'a', '--since', 'b'], '--since is given twice'],
    [['--since', 'main', '--staged'], 'only one of --staged, --since and --changed can be given'],
    [['--unsafe'], '--unsafe needs --fix or --diff'],
    [['--compat', 'c.ts'], '--compat needs --fix or --diff'],
    [
      ['--diff', '--compat', 'compat.json'],
      '--compat compat.json: a script is written there; give a name that ends in .js, .mjs, .cjs, .ts, .mts or .cts',
    ],
    [['--fix', '--compat', 'types/compat.d.ts'], '--compat types/compat.d.ts: a script is written there'],
    [
      ['--fix', '--compat', 'taken.ts'],
      '--compat taken.ts: the file is there and was not made by glanceshift',
    ],
    [['--stdin'], '--stdin needs --stdin-filename NAME'],
    [['--stdin-filename', 'a.ts'], '--stdin-filename needs --stdin'],
    [['--stdin', '--stdin-filename', 'a.ts', 'src'], '--stdin takes no paths'],
    [['--diff', '-f', 'json'], '--diff has standard output to itself: give the other report -o FILE'],
    [['--today', 'tomorrow'], '--today tomorrow: must be a date like 2027-01-31'],
    [
      ['--explain', 'shared-constnat'],
      '--explain shared-constnat: there is no such rule, blocker or note (did you mean "shared-constant"?)',
    ],
    [['--config', 'none.json'], 'none.json does not exist'],
    [['--config', 'bad.json'], 'bad.json: /ignored: there is no such key (did you mean "ignore"?)'],
    [['--rules', 'none.json'], 'none.json does not exist'],
    [['--rules', 'bad.json'], 'bad.json: '],
    [['--suppressions-location', 'none'], 'none does not exist: --suppress-all makes it'],
    [['nope.ts'], 'nope.ts does not exist'],
    [['*.nope'], 'no file matches *.nope'],
    [['--staged'], 'no git repository here'],
    [['--fix', 'a.ts', 'nope'], 'nope does not exist'],
  ])('%j', (args, message) => {
    const cwd = makeFolder({ 'a.ts': CALL, 'taken.ts': 'mine\n', 'bad.json': '{ "ignored": [] }' });
    const before = listing(cwd);
    const { status, out, err } = run(cwd, args);
    expect(err).toMatch(/^glanceshift: [^\n]*\n$/);
    expect(err).toContain(message);
    expect([status, out]).toEqual([2, '']);
    expect(listing(cwd)).toEqual(before);
  });
});

describe('help and version', () => {
  test.each([['--help'], ['-h'], ['--fix', '--help']])('%j', (...args) => {
    const { status, out, err } = run(makeFolder(), args);
    expect([status, err]).toEqual([0, '']);
    for (const flag of [
      '--fix',
      '--dry-run',
      '--max-warnings',
      '--stdin-filename',
      '--no-config',
      '--no-ignore',
    ]) {
      expect(out).toContain(flag);
    }
  });

  test('the version stands alone', () => {
    const { version } = JSON.parse(read('.', 'package.json'));
    for (const flag of ['-v', '--version']) {
      expect(run(makeFolder(), [flag])).toEqual({ status: 0, out: `${version}\n`, err: '' });
    }
  });
});

describe('explaining', () => {
  test.each([
    [
      'images-detail',
      ['GET /v1.1/images/detail becomes GET /v2/images', 'changes-since: becomes updated_at', 'Example:'],
    ],
    ['escape', ['What:', 'Why:', 'Do:', 'No fix is made.', 'Example:', "fetch('/v1.1/images/detail')"]],
    ['logged', ['The fix is unsafe']],
    ['timestamps', ['--accept timestamps', 'a read of image.created_at']],
    ['sharing-defaults', ['does not make a fix unsafe', 'a call that does not send member_status']],
  ])('%s', (code, words) => {
    const { status, out, err } = run(makeFolder(), ['--explain', code]);
    expect([status, err]).toEqual([0, '']);
    for (const word of words) expect(out).toContain(word);
    expect(out).not.toMatch(/undefined|\{\w+\}\w/);
  });
});

describe('the exit status', () => {
  const tree = { 'a.ts': CALL, 'b.ts': UNSURE };

  test('0 where nothing is found', () => {
    expect(run(makeFolder({ 'a.ts': 'x' }))).toMatchObject({ status: 0, err: '' });
    expect(run(makeFolder())).toMatchObject({ status: 0, err: '' });
  });

  test.each<[string[], number]>([
    [[], 1],
    [['a.ts'], 1],
    [['b.ts'], 0],
    [['b.ts', '--fail-on', 'warning'], 1],
    [['b.ts', '--max-warnings', '0'], 1],
    [['b.ts', '--max-warnings', '1'], 0],
    [['--rule', 'images-detail=warning'], 0],
    [['--rule', 'images-detail=off', '--fail-on', 'note'], 0],
    [['--quiet', 'b.ts', '--max-warnings', '0'], 1],
  ])('%j gives %i in every format', (args, status) => {
    const cwd = makeFolder(tree);
    for (const format of ['pretty', 'json', 'sarif'])
      expect(run(cwd, [...args, '-f', format]).status).toBe(status);
  });

  test('a file that does not parse is told, and fails only a strict run', () => {
    const cwd = makeFolder({ 'a.ts': `const = ;\nfetch('${OLD}'` });
    expect(run(cwd, ['--fail-on', 'error', '--rule', 'images-detail=note']).status).toBe(0);
    expect(run(cwd, ['--strict']).status).toBe(2);
  });

  test('code that is nested as only programs write it does not end the run', () => {
    const deep = {
      'lists.js': `${CALL}\nexport const list = ${'['.repeat(9000)}${']'.repeat(9000)};\n`,
      'sum.js': `${CALL}\nexport const sum = ${Array(6000).fill("'x'").join(' + ')};\n`,
      'choice.js': `${CALL}\nexport const choice = ${'x ? 1 : '.repeat(5000)}0;\n`,
    };
    const ran = run(makeFolder({ ...deep, 'a.ts': CALL }), ['-f', 'json']);
    expect(filesOf(ran)).toEqual(['a.ts', 'choice.js', 'lists.js', 'sum.js']);
    expect(ran.status).toBe(1);
  });

  test('nor does code for which no stack is large enough: it is told, and fails a strict run', () => {
    const deep = `${CALL}\nexport const list = ${'['.repeat(1_000_000)}${']'.repeat(1_000_000)};\n`;
    const cwd = makeFolder({ 'deep.js': deep, 'a.ts': CALL });
    const ran = run(cwd, ['-f', 'json', '--strict']);
    expect(filesOf(ran)).toEqual(['a.ts']);
    expect(JSON.parse(ran.out).problems).toEqual([
      { code: 'too-deep', file: 'deep.js', message: 'is nested too deeply, not looked at', fatal: true },
    ]);
    expect(ran.status).toBe(2);
  }, 60_000);
});

describe('reports', () => {
  test('are the only thing on standard output', () => {
    const cwd = makeFolder({ 'a.ts': CALL, 'b.ts': UNSURE });
    const { out, err } = run(cwd, ['-f', 'json', '--stats']);
    expect(filesOf({ out, err, status: 0 })).toEqual(['a.ts', 'b.ts']);
    expect(err).toContain('2 findings, 1 errors, 1 warnings');
    expect(err).toMatch(/2 files, 2 parsed, 0 left out, \d+ ms/);
  });

  test('several in one run, each to its place, in new folders too', () => {
    const cwd = makeFolder({ 'a.ts': CALL });
    const { out, err } = run(cwd, [
      '-f',
      'sarif',
      '-o',
      'out/x/r.sarif',
      '-f',
      'pretty',
      '-f',
      'json',
      '--output=r.json',
    ]);
    expect(JSON.parse(read(cwd, 'out/x/r.sarif')).version).toBe('2.1.0');
    expect(JSON.parse(read(cwd, 'r.json'))).toHaveProperty('findings');
    expect(out).toContain('a.ts');
    expect(err).not.toContain('\n\n');
  });

  test('are not looked at themselves when they are made anew', () => {
    const cwd = makeFolder({ 'a.js': `${CALL}// <script>fetch('/v1.1/images/detail')</script>\n` });
    const args = ['-f', 'json', '-o', 'out/report.json', '-f', 'html', '-o', 'report.html', '-f', 'markdown'];
    const first = run(cwd, args);
    expect(first.status).toBe(1);
    expect(run(cwd, args)).toEqual(first);
  });

  test('a place that cannot be written is told', () => {
    const cwd = makeFolder({ 'a.ts': CALL, blocked: '' });
    const { status, err } = run(cwd, ['-o', 'blocked/r.txt']);
    expect([status, err]).toEqual([2, expect.stringContaining('--output blocked/r.txt: cannot be written')]);
  });

  test('two runs print the same bytes', () => {
    const cwd = makeFolder({ 'b.ts': CALL + CALL, 'a.ts': UNSURE, 'c/d.js': OPAQUE });
    for (const format of ['pretty', 'json', 'sarif']) {
      expect(run(cwd, ['-f', format])).toEqual(run(cwd, ['-f', format]));
    }
  });

  test('any number of threads gives the same', () => {
    const files = Array.from({ length: 50 }, (_, index) => [`f${index}.ts`, index % 9 === 0 ? CALL : 'x']);
    const cwd = makeFolder({ ...Object.fromEntries(files), 'b.ts': Buffer.from('\uFEFFx', 'utf16le') });
    const one = run(cwd, ['-f', 'json', '--concurrency', 'off']);
    expect(filesOf(one)).toHaveLength(6);
    for (const count of ['1', '3', '64', 'auto'])
      expect(run(cwd, ['-f', 'json', '--concurrency', count])).toEqual(one);
  });

  test('errors only, with --quiet', () => {
    const cwd = makeFolder({ 'a.ts': CALL, 'b.ts': UNSURE });
    expect(filesOf(run(cwd, ['--quiet', '-f', 'json']))).toEqual(['a.ts']);
  });

  const colours = (args: string[], env: Record<string, string>) =>
    run(makeFolder({ 'a.ts': CALL }), args, { env }).out.includes('\u001B[');

  test('colours: the flag, then FORCE_COLOR, then NO_COLOR, then the terminal', () => {
    expect(colours([], {})).toBe(false);
    expect(colours([], { FORCE_COLOR: '1' })).toBe(true);
    expect(colours([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
    expect(colours([], { FORCE_COLOR: '0' })).toBe(false);
    expect(colours(['--color'], { NO_COLOR: '1' })).toBe(true);
    expect(colours(['--no-color'], { FORCE_COLOR: '1' })).toBe(false);
    expect(colours(['--color', '-f', 'json'], {})).toBe(false);
  });

  test('a reader who has had enough is no failure', () => {
    // More than a pipe holds.
    const cwd = makeFolder({ 'a.ts': CALL.repeat(300) });
    const script = '"$0" "$1" -f json; echo "status $?" >&2';
    const piped = `{ ${script}; } | head -c 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', piped, process.execPath, inject('cli')], {
      cwd,
      encoding: 'utf8',
    });
    expect(stdout).toBe('{');
    expect(stderr).not.toMatch(/EPIPE|Error/);
  });
});

describe('fixing', () => {
  test('--diff prints a patch that git takes, --fix does the same, a second run nothing', () => {
    const tree = {
      'a.ts': CALL,
      'crlf.ts': `// one\r\n${CALL.trimEnd()}\r\n// two`,
      'deep/bom.ts': `\uFEFF${CALL}`,
      'b.ts': UNSURE,
    };
    const cwd = makeRepository(tree);
    git(cwd, 'config', 'core.autocrlf', 'false');
    const before = listing(cwd);
    const diff = run(cwd, ['--diff']);
    expect(diff.status).toBe(1);
    expect(listing(cwd)).toEqual(before);
    expect(run(cwd, ['--dry-run', '--fix'])).toEqual(diff);
    const other = makeRepository(tree);
    writeFileSync(join(other, '../fix.patch'), diff.out);
    git(other, 'apply', '../fix.patch');
    rmSync(join(other, '../fix.patch'));
    const fixed = run(cwd, ['--fix']);
    expect(fixed.status).toBe(0);
    expect(listing(cwd)).toEqual(listing(other));
    expect(read(cwd, 'a.ts')).toContain('/v2/images');
    expect(read(cwd, 'crlf.ts')).toMatch(/^\/\/ one\r\n.*\/v2\/images.*\r\n\/\/ two$/);
    expect(read(cwd, 'deep/bom.ts').startsWith('\uFEFF')).toBe(true);
    expect(read(cwd, 'b.ts')).toBe(UNSURE);
    const after = listing(cwd);
    expect(run(cwd, ['--fix', '--allow-dirty']).status).toBe(0);
    expect(listing(cwd)).toEqual(after);
  });

  test('the compat module is no finding, of this run or of the next', () => {
    const cwd = makeRepository({ 'src/a.js': OPAQUE });
    expect(run(cwd, ['--fix', '--unsafe', '--compat', 'src/compat.ts']).status).toBe(0);
    expect(read(cwd, 'src/compat.ts')).toContain('images');
    expect(JSON.parse(run(cwd, ['-f', 'json', '--fail-on', 'note']).out).findings).toEqual([]);
  });

  test('what could not be fixed is reported, where it is now', () => {
    const cwd = makeFolder({ 'a.js': `${CALL}${OPAQUE}` });
    const ran = run(cwd, ['--fix', '-f', 'json']);
    expect(ran.status).toBe(1);
    expect(filesOf(ran)).toEqual(['a.js']);
    expect(read(cwd, 'a.js')).toContain("fetch('/v2/images");
    expect(ran.err).toContain('1 fixed');
  });

  test('uncommitted changes are not written over', () => {
    const cwd = makeRepository({ 'a.ts': 'x\n' });
    addFiles(cwd, { 'a.ts': CALL, 'b.ts': CALL });
    const { status, out, err } = run(cwd, ['--fix']);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(/^glanceshift: [^\n]*a\.ts, b\.ts[^\n]*--allow-dirty\n$/);
    expect(read(cwd, 'a.ts')).toBe(CALL);
    expect(run(cwd, ['--fix', '--allow-dirty']).status).toBe(0);
  });
});

describe('standard input', () => {
  const cwd = () => makeFolder({ 'src/other.ts': 'x' });
  const NAMED = ['--stdin', '--stdin-filename', 'src/new.ts'];

  test('is one file of the project', () => {
    const ran = run(cwd(), [...NAMED, '-f', 'json'], { input: CALL });
    expect([ran.status, filesOf(ran)]).toEqual([1, ['src/new.ts']]);
    expect(run(cwd(), NAMED, { input: 'x' }).status).toBe(0);
  });

  test('with --fix the result goes to standard output, all of it, and what is left to standard error', () => {
    const input = `\uFEFF${CALL}// ☃\r\n`;
    const ran = run(cwd(), [...NAMED, '--fix'], { input });
    expect(ran.status).toBe(0);
    expect(ran.out).toMatch(/^\uFEFFawait fetch\('\/v2\/images.*\n\/\/ ☃\r\n$/);
    const left = run(cwd(), [...NAMED, '--fix'], { input: UNSURE });
    expect([left.status, left.out]).toEqual([0, UNSURE]);
    expect(left.err).toContain('src/new.ts');
    expect(run(cwd(), [...NAMED, '--fix'], { input: 'clean' }).out).toBe('clean');
  });
});

describe('the configuration', () => {
  test('is found, and flags win over it', () => {
    const config = { failOn: 'warning', ignore: ['gen/**'], severity: { 'images-detail': 'warning' } };
    const cwd = makeFolder({
      'glanceshift.config.json': JSON.stringify(config),
      'a.ts': CALL,
      'gen/b.ts': CALL,
    });
    const ran = run(cwd, ['-f', 'json']);
    expect([ran.status, findingsOf(ran)]).toEqual([
      1,
      [{ file: 'a.ts', severity: 'warning', rule: 'images-detail' }],
    ]);
    expect(run(cwd, ['--fail-on', 'error']).status).toBe(0);
    expect(filesOf(run(cwd, ['--no-config', '-f', 'json']))).toEqual(['a.ts', 'gen/b.ts']);
    expect(filesOf(run(cwd, ['--ignore', 'a.ts', '-f', 'json', '.']))).toEqual([]);
  });
});

describe('the baseline', () => {
  test('a team with findings switches the gate on, sees new ones and those that are gone', () => {
    const cwd = makeRepository({ 'a.ts': CALL, 'b.ts': CALL });
    const recorded = run(cwd, ['--suppress-all']);
    expect(recorded).toMatchObject({ status: 0, err: expect.stringContaining('recorded 2 findings') });
    expect(read(cwd, 'glanceshift-suppressions.jsonl').trim().split('\n')).toHaveLength(2);
    expect(run(cwd)).toMatchObject({ status: 0, err: '' });
    addFiles(cwd, { 'a.ts': `// moved\n\n${CALL}`, 'c.ts': CALL });
    const gate = run(cwd, ['-f', 'json']);
    expect([gate.status, filesOf(gate)]).toEqual([1, ['c.ts']]);
    addFiles(cwd, { 'b.ts': 'clean\n', 'c.ts': 'clean\n' });
    expect(run(cwd, ['a.ts'])).toMatchObject({ status: 0, err: '' });
    expect(run(cwd)).toMatchObject({ status: 0, err: expect.stringContaining('1 record') });
    expect(run(cwd, ['--prune-suppressions'])).toMatchObject({
      status: 0,
      err: expect.stringContaining('dropped 1'),
    });
    expect(read(cwd, 'glanceshift-suppressions.jsonl').trim().split('\n')).toHaveLength(1);
    expect(run(cwd)).toMatchObject({ status: 0, err: '' });
  });

  test('two branches that both record merge as the README says, and a conflict that is left is told', () => {
    const named = (name: string) => `export const ${name} = () => fetch('${OLD}');\n`;
    const branches = (attributes: string) => {
      const cwd = makeRepository({ '.gitattributes': attributes, 'a.js': named('a') });
      const record = (branch: string, file: string) => {
        git(cwd, 'checkout', '--quiet', '-B', branch, branch === 'main' ? 'HEAD' : 'main');
        addFiles(cwd, { [file]: named(file.slice(0, 1)) });
        run(cwd, ['--suppress-all']);
        git(cwd, 'add', '--all');
        git(cwd, 'commit', '--quiet', '--message', branch);
      };
      record('main', 'm.js');
      record('other', 'x.js');
      git(cwd, 'checkout', '--quiet', 'main');
      record('main', 'y.js');
      return cwd;
    };
    const [attributes] = /glanceshift-suppressions\.jsonl merge=\w+/.exec(read('.', 'README.md')) ?? [''];
    const merged = branches(attributes);
    git(merged, 'merge', '--quiet', '--no-edit', 'other');
    expect(run(merged)).toMatchObject({ status: 0, err: '' });
    const torn = branches('');
    expect(() => git(torn, 'merge', '--quiet', 'other')).toThrow();
    expect(run(torn)).toEqual({
      status: 2,
      out: '',
      err: 'glanceshift: glanceshift-suppressions.jsonl:3 is left of a merge: remove the lines with <<<, === and >>> and keep all others\n',
    });
    const both = read(torn, 'glanceshift-suppressions.jsonl').replace(/^[<=>].*\n/gm, '');
    addFiles(torn, { 'glanceshift-suppressions.jsonl': both });
    expect(run(torn)).toMatchObject({ status: 0, err: '' });
  });

  test('records of files that are gone are named by their files', () => {
    const files = ['a', 'b', 'c', 'd', 'e'].map(name => `${name}.js`);
    const cwd = makeFolder(Object.fromEntries(files.map(file => [file, CALL])));
    run(cwd, ['--suppress-all']);
    for (const file of files) rmSync(join(cwd, file));
    expect(run(cwd)).toMatchObject({
      status: 0,
      err: 'glanceshift: 5 records in glanceshift-suppressions.jsonl of findings that are gone (a.js, b.js, c.js, 2 more): run --prune-suppressions\n',
    });
  });

  test('a record expires by the date that is given', () => {
    const cwd = makeFolder({ 'a.ts': CALL });
    run(cwd, ['--suppress-all', '--suppressions-location', 'gate/known.jsonl']);
    const entry = JSON.parse(read(cwd, 'gate/known.jsonl'));
    addFiles(cwd, { 'gate/known.jsonl': `${JSON.stringify({ ...entry, until: '2030-01-01' })}\n` });
    const on = (today: string) => run(cwd, ['--suppressions-location', 'gate/known.jsonl', '--today', today]);
    expect(on('2030-01-01').status).toBe(0);
    expect(on('2030-01-02')).toMatchObject({
      status: 1,
      err: expect.stringContaining('expired before 2030-01-02'),
    });
  });
});
