import { chmodSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFixes } from '../src/apply.ts';
import { decode } from '../src/files/snapshot.ts';
import type { Edit, Finding } from '../src/finding.ts';
import { fix } from '../src/fix.ts';
import type { Scan } from '../src/scan.ts';
import { shiftFinding } from '../src/shift.ts';
import { addFiles, git, makeFolder, makeRepository, read } from './sandbox.ts';

const edit = (file: string, start: number, end: number, text: string): Edit => ({ file, start, end, text });

function finding(edits: Edit[], more: Partial<Finding> = {}, kind: 'safe' | 'unsafe' = 'safe'): Finding {
  const { file = 'a.ts', start = 0, end = 0 } = edits[0] ?? {};
  return {
    rule: 'images-detail',
    severity: 'error',
    span: { file, start, end },
    deprecated: 'GET /old',
    replacement: 'GET /new',
    trace: [],
    blockers: [],
    notes: [],
    fix: { kind, edits },
    ...more,
  };
}

const plan = (findings: Finding[], texts: Record<string, string>, level = {}) =>
  planFixes(findings, new Map(Object.entries(texts)), level);

describe('putting fixes together', () => {
  test('edits of one fix fall on several files', () => {
    const result = plan([finding([edit('b.ts', 0, 1, 'X'), edit('a.ts', 1, 2, '')])], {
      'a.ts': 'abc',
      'b.ts': 'abc',
    });
    expect([...result.texts]).toEqual([
      ['a.ts', 'ac'],
      ['b.ts', 'Xbc'],
    ]);
    expect(result.left).toEqual([]);
  });

  test('unsafe fixes only where they are asked for', () => {
    const findings = [finding([edit('a.ts', 0, 1, 'X')], {}, 'unsafe'), finding([edit('a.ts', 2, 3, 'Y')])];
    expect(plan(findings, { 'a.ts': 'abc' }).texts.get('a.ts')).toBe('abY');
    expect(plan(findings, { 'a.ts': 'abc' }).left).toEqual([findings[0]]);
    expect(plan(findings, { 'a.ts': 'abc' }, { unsafe: true }).texts.get('a.ts')).toBe('XbY');
  });

  test('equal edits of two fixes are applied once', () => {
    const shared = edit('a.ts', 1, 1, '!');
    const result = plan([finding([shared]), finding([shared, edit('a.ts', 2, 3, 'C')])], { 'a.ts': 'abc' });
    expect(result.texts.get('a.ts')).toBe('a!bC');
    expect(result.fixed).toHaveLength(2);
  });

  test.each([
    ['overlap', edit('a.ts', 0, 3, 'X'), edit('a.ts', 2, 4, 'Y')],
    ['contain each other', edit('a.ts', 0, 6, 'X'), edit('a.ts', 2, 4, 'Y')],
    ['replace one place differently', edit('a.ts', 1, 2, 'X'), edit('a.ts', 1, 2, 'Y')],
    ['insert different texts at one place', edit('a.ts', 1, 1, 'X'), edit('a.ts', 1, 1, 'Y')],
    ['insert into what the other replaces', edit('a.ts', 2, 2, 'X'), edit('a.ts', 1, 4, 'Y')],
  ])('two fixes that %s are both dropped and say so', (_, one, two) => {
    const bystander = finding([edit('a.ts', 6, 6, '.')]);
    const result = plan([finding([one]), bystander, finding([two])], { 'a.ts': 'abcdef' });
    expect(result.texts.get('a.ts')).toBe('abcdef.');
    expect(result.fixed).toEqual([bystander]);
    expect(
      result.left.map(({ blockers, fix: planned }) => [blockers.map(({ code }) => code), planned]),
    ).toEqual([
      [['conflict'], undefined],
      [['conflict'], undefined],
    ]);
  });

  test('edits that touch do not overlap', () => {
    const findings = [
      edit('a.ts', 0, 2, 'X'),
      edit('a.ts', 2, 4, 'Y'),
      edit('a.ts', 2, 2, '-'),
      edit('a.ts', 4, 4, '+'),
    ];
    expect(
      plan(
        findings.map(row => finding([row])),
        { 'a.ts': 'abcdef' },
      ).texts.get('a.ts'),
    ).toBe('X-Y+ef');
  });

  test('a fix that falls takes those with it that share an edit, through any number of steps', () => {
    const ab = edit('t.ts', 0, 1, 'X');
    const bc = edit('t.ts', 2, 3, 'Y');
    const findings = [
      finding([edit('a.ts', 0, 1, 'a'), ab], {}, 'unsafe'),
      finding([edit('a.ts', 1, 2, 'b'), ab, bc]),
      finding([edit('a.ts', 2, 3, 'c'), bc]),
      finding([edit('a.ts', 3, 4, 'D')]),
    ];
    const texts = { 'a.ts': '1234', 't.ts': '123' };
    expect([...plan(findings, texts).texts]).toEqual([['a.ts', '123D']]);
    expect([...plan(findings, texts, { unsafe: true }).texts.values()]).toEqual(['abcD', 'X2Y']);
  });

  test('an import may serve one of two fixes alone', () => {
    const shared = edit('a.ts', 0, 0, "import { x } from './x';\n");
    const findings = [
      finding([shared, edit('a.ts', 0, 1, 'A')]),
      finding([shared, edit('a.ts', 1, 2, 'B')], {}, 'unsafe'),
    ];
    expect(plan(findings, { 'a.ts': 'ab' }).texts.get('a.ts')).toBe("import { x } from './x';\nAb");
  });

  test.each([
    ['of modules', "import { x } from './x';\n", "import { y } from './y';\n"],
    ['of CommonJS', "const x = require('./x');\n", "\nconst { y } = require('./y');\n"],
  ])('two fixes may add imports %s at one place', (_, one, two) => {
    const rows = [one, two].map(text => finding([edit('a.ts', 0, 0, text)]));
    const { texts, left } = plan(rows, { 'a.ts': 'a' });
    expect(texts.get('a.ts')).toBe(`${one}${two}a`);
    expect(left).toEqual([]);
  });

  test.each([
    ['something else', edit('a.ts', 0, 0, "import './x';"), edit('a.ts', 0, 0, 'run();')],
    ['no statement', edit('a.ts', 0, 0, "import './x';"), edit('a.ts', 0, 0, "run(import('./y'));")],
    ['an import in place of text', edit('a.ts', 0, 1, "import './x';"), edit('a.ts', 0, 1, "import './y';")],
  ])('an import and %s are at odds at one place', (_, one, two) => {
    const { left } = plan([finding([one]), finding([two])], { 'a.ts': 'a' });
    expect(left.map(({ blockers }) => blockers)).toEqual(
      [one, two].map(({ text: _text, ...span }) => [{ code: 'conflict', span, args: {} }]),
    );
  });

  test('a fix that nobody asked for is at odds with none', () => {
    const rows = [finding([edit('a.ts', 0, 2, 'X')]), finding([edit('a.ts', 1, 3, 'Y')], {}, 'unsafe')];
    expect(plan(rows, { 'a.ts': 'abc' })).toMatchObject({ fixed: [rows[0]], left: [rows[1]] });
    expect(plan(rows, { 'a.ts': 'abc' }, { unsafe: true }).fixed).toEqual([]);
  });

  test('one fix may put two texts in at one place', () => {
    const rows = [finding([edit('a.ts', 1, 1, 'X'), edit('a.ts', 1, 1, 'Y')])];
    expect(plan(rows, { 'a.ts': 'ab' }).texts.get('a.ts')).toBe('aXYb');
  });

  test('a file that stays as it is is not among the new texts', () => {
    const rows = [finding([edit('a.ts', 0, 1, 'a'), edit('b.ts', 0, 1, 'B')])];
    expect([...plan(rows, { 'a.ts': 'a', 'b.ts': 'b' }).texts.keys()]).toEqual(['b.ts']);
  });

  test('line ends that come in become those of the file', () => {
    const rows = [finding([edit('a.ts', 3, 3, 'x\ny\r\n')])];
    expect(plan(rows, { 'a.ts': 'a\r\nb' }).texts.get('a.ts')).toBe('a\r\nx\r\ny\r\nb');
    expect(plan(rows, { 'a.ts': 'a\n\nb' }).texts.get('a.ts')).toBe('a\n\nx\ny\nb');
  });

  test('what is outside of the edits stays, whatever the edits are', () => {
    const rows = fc.uniqueArray(fc.tuple(fc.nat(40), fc.nat(3), fc.string()), {
      selector: ([start]) => start,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.string({ minLength: 44, maxLength: 60, unit: 'binary' }), rows, (text, list) => {
        const findings = list.map(([start, length, insert]) =>
          finding([edit('a.ts', start, start + length, insert)]),
        );
        const { texts, fixed, left } = plan(findings, { 'a.ts': text });
        expect(fixed.length + left.length).toBe(findings.length);
        const after = texts.get('a.ts') ?? text;
        let rest = after;
        let at = 0;
        for (const { fix: planned } of [...fixed].sort(
          (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
        )) {
          const [first] = planned?.edits ?? [];
          if (first === undefined) continue;
          const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
          const part = text.slice(at, first.start) + first.text.replace(/\r?\n/g, lineEnd);
          expect(rest.startsWith(part)).toBe(true);
          rest = rest.slice(part.length);
          at = first.end;
        }
        expect(rest).toBe(text.slice(at));
      }),
    );
  });

  test('what is left points to the same text afterwards', () => {
    const text = 'one two three four';
    const rest = finding([edit('a.ts', 14, 18, '4')], {
      span: { file: 'a.ts', start: 8, end: 13 },
      trace: [{ role: 'path', span: { file: 'a.ts', start: 8, end: 13 }, text: '' }],
    });
    const { texts, edits } = plan([finding([edit('a.ts', 0, 3, 'first'), edit('a.ts', 3, 3, ',')])], {
      'a.ts': text,
    });
    const after = texts.get('a.ts') ?? '';
    const moved = shiftFinding(rest, edits);
    expect(after).toBe('first, two three four');
    expect(after.slice(moved.span.start, moved.span.end)).toBe('three');
    expect(moved.trace[0]?.span).toEqual(moved.span);
    const [first] = moved.fix?.edits ?? [];
    expect(after.slice(first?.start, first?.end)).toBe('four');
  });
});

/** A scan as if these findings had been found in the files of a folder. */
function scanOf(cwd: string, findings: Finding[], created: Scan['created'] = []): Scan {
  const files = [...new Set(findings.flatMap(row => row.fix?.edits ?? []).map(({ file }) => file))];
  const read = files.map(file => decode(file, readFileSync(join(cwd, file))));
  return {
    cwd,
    findings,
    suppressed: [],
    problems: [],
    rules: [],
    stats: { files: 0, seeds: 0, skipped: 0, milliseconds: 0 },
    sources: new Map(read.map(({ path, text }) => [path, text])),
    marked: new Set(read.filter(({ bom }) => bom).map(({ path }) => path)),
    created,
    asked: new Set(files),
    project: new Set(files),
    isStaged: false,
    notices: [],
  };
}

describe('writing fixes', () => {
  test('all bytes but those of the edits stay: byte order mark, line ends, no final newline, mode', async () => {
    const cwd = makeFolder({ 'a.ts': '\uFEFFone\r\ntwo ☃ 😀\r\nend' });
    chmodSync(join(cwd, 'a.ts'), 0o755);
    const result = await fix(scanOf(cwd, [finding([edit('a.ts', 0, 3, '1\n')])]));
    expect(result.problems).toEqual([]);
    expect(readFileSync(join(cwd, 'a.ts')).equals(Buffer.from('\uFEFF1\r\n\r\ntwo ☃ 😀\r\nend'))).toBe(true);
    expect(statSync(join(cwd, 'a.ts')).mode & 0o777).toBe(0o755);
    expect(readdirSync(cwd)).toEqual(['a.ts']);
  });

  test('a link stays a link, its target is changed', async () => {
    const cwd = makeFolder({ 'real/a.ts': 'abc' });
    symlinkSync('real/a.ts', join(cwd, 'link.ts'));
    await fix(scanOf(cwd, [finding([edit('link.ts', 0, 1, 'X')])]));
    expect(lstatSync(join(cwd, 'link.ts')).isSymbolicLink()).toBe(true);
    expect(read(cwd, 'real/a.ts')).toBe('Xbc');
  });

  test('without write nothing is written, and the changes are told', async () => {
    const cwd = makeFolder({ 'a.ts': '\uFEFFabc' });
    const result = await fix(scanOf(cwd, [finding([edit('a.ts', 0, 1, 'X')])]), { write: false });
    expect(read(cwd, 'a.ts')).toBe('\uFEFFabc');
    expect(result.changes).toEqual([{ path: 'a.ts', before: '\uFEFFabc', after: '\uFEFFXbc' }]);
  });

  test('a file that changed or vanished in between: nothing of its fix is written, the others are', async () => {
    const cwd = makeFolder({ 'a.ts': 'abc', 'b.ts': 'abc', 'c.ts': 'abc', 'd.ts': 'abc' });
    const findings = [
      finding([edit('a.ts', 0, 1, 'X'), edit('b.ts', 0, 1, 'X')]),
      finding([edit('c.ts', 0, 1, 'X')]),
      finding([edit('d.ts', 0, 1, 'X')]),
    ];
    const scan = scanOf(cwd, findings);
    addFiles(cwd, { 'b.ts': 'new' });
    rmSync(join(cwd, 'd.ts'));
    const result = await fix(scan);
    expect([read(cwd, 'a.ts'), read(cwd, 'b.ts'), read(cwd, 'c.ts')]).toEqual(['abc', 'new', 'Xbc']);
    expect(result.problems.map(({ code, file, fatal }) => [code, file, fatal])).toEqual([
      ['changed', 'b.ts', false],
      ['vanished', 'd.ts', false],
    ]);
    expect(result.fixed).toEqual([findings[1]]);
    expect(result.left.map(({ fix: planned }) => planned)).toEqual([undefined, undefined]);
    expect(readdirSync(cwd)).toEqual(['a.ts', 'b.ts', 'c.ts']);
  });

  test('a read-only file and one that is not UTF-8 are left alone, and the run has failed', async () => {
    const cwd = makeFolder({ 'a.ts': 'abc', 'b.ts': Buffer.from([0x61, 0xe9, 0x62]) });
    chmodSync(join(cwd, 'a.ts'), 0o444);
    const result = await fix(
      scanOf(cwd, [finding([edit('a.ts', 0, 1, 'X')]), finding([edit('b.ts', 0, 1, 'X')])]),
    );
    expect(result.problems).toMatchObject([
      { code: 'unwritable', file: 'a.ts', fatal: true, message: expect.stringContaining('read-only') },
      { code: 'unwritable', file: 'b.ts', fatal: true, message: expect.stringContaining('UTF-8') },
    ]);
    expect(readFileSync(join(cwd, 'b.ts'))).toEqual(Buffer.from([0x61, 0xe9, 0x62]));
  });

  test('a new file is written where a fix imports it, and one of the user is never overwritten', async () => {
    const text = '// glanceshift compat\nexport const x = 1;\n';
    const created = [{ path: 'compat.ts', text }];
    const edits = [edit('a.ts', 0, 0, "import { x } from './compat.ts';\n")];
    const plain = makeFolder({ 'a.ts': 'abc' });
    await fix(scanOf(plain, [finding([edit('a.ts', 0, 1, 'X')])], created));
    expect(readdirSync(plain)).toEqual(['a.ts']);
    const fresh = makeFolder({ 'a.ts': 'abc' });
    const result = await fix(scanOf(fresh, [finding(edits)], created));
    expect(result.changes.map(({ path, before }) => [path, before])).toEqual([
      ['a.ts', 'abc'],
      ['compat.ts', undefined],
    ]);
    expect(read(fresh, 'compat.ts')).toBe(text);
    const own = makeFolder({ 'a.ts': 'abc', 'compat.ts': 'export const mine = 1;\n' });
    await expect(fix(scanOf(own, [finding(edits)], created))).rejects.toThrow('was not made by glanceshift');
    expect([read(own, 'a.ts'), read(own, 'compat.ts')]).toEqual(['abc', 'export const mine = 1;\n']);
    const older = makeFolder({ 'a.ts': 'abc', 'compat.ts': '// glanceshift compat, older\n' });
    await fix(scanOf(older, [finding(edits)], created));
    expect(read(older, 'compat.ts')).toBe(text);
    const windows = text.replaceAll('\n', '\r\n');
    const checkedOut = makeFolder({ 'a.ts': 'abc', 'compat.ts': windows });
    const { changes } = await fix(scanOf(checkedOut, [finding(edits)], created));
    expect(changes.map(({ path }) => path)).toEqual(['a.ts']);
    expect(read(checkedOut, 'compat.ts')).toBe(windows);
  });

  describe('in a repository', () => {
    const fixIn = (cwd: string, options = {}) =>
      fix(scanOf(cwd, [finding([edit('a.ts', 0, 1, 'X')])]), options);

    test('a committed or staged file is written over', async () => {
      const cwd = makeRepository({ 'a.ts': 'abc' });
      addFiles(cwd, { 'a.ts': 'abd' });
      git(cwd, 'add', 'a.ts');
      await fixIn(cwd);
      expect(read(cwd, 'a.ts')).toBe('Xbd');
    });

    test.each([
      ['changed', (cwd: string) => addFiles(cwd, { 'a.ts': 'abd' })],
      ['untracked', (cwd: string) => git(cwd, 'rm', '--quiet', '--cached', 'a.ts')],
    ])('a file that is %s is not, and all of them are named', async (_, change) => {
      const cwd = makeRepository({ 'a.ts': 'abc', 'b.ts': 'x' });
      change(cwd);
      const before = read(cwd, 'a.ts');
      await expect(fixIn(cwd)).rejects.toThrow(/uncommitted changes in a\.ts: .*--allow-dirty/);
      expect(read(cwd, 'a.ts')).toBe(before);
      await fixIn(cwd, { allowDirty: true });
      expect(read(cwd, 'a.ts')).toBe(`X${before.slice(1)}`);
    });

    test('another dirty file is no hindrance, from a sub-folder neither', async () => {
      const top = makeRepository({ 'sub/a.ts': 'abc', 'b.ts': 'x' });
      addFiles(top, { 'b.ts': 'y' });
      await fixIn(join(top, 'sub'));
      expect(read(top, 'sub/a.ts')).toBe('Xbc');
    });
  });
});
