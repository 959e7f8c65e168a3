import { describe, expect, test } from 'vitest';
import type { AnalysisInput } from '../src/analysis/index.ts';
import { verifyFixes } from '../src/analysis/verify.ts';
import type { Edit, Finding, Fix, Host } from '../src/finding.ts';

type Texts = Readonly<Record<string, string>>;

const hostOf = (texts: Texts): Host => ({
  dependents: path => new Set([path]),
  settings: () => [],
  packages: { named: () => new Map(), folderOf: () => '', reaches: () => true },
  readFile: path => texts[path],
  mentioning: name => Object.keys(texts).filter(path => texts[path]?.includes(name)),
});

const finding = (file: string, start: number, fix?: Fix): Finding => ({
  rule: 'images-detail',
  severity: 'error',
  span: { file, start, end: start + 3 },
  deprecated: 'GET /old',
  replacement: 'GET /new',
  trace: [],
  blockers: [],
  notes: [],
  ...(fix && { fix }),
});

/** An analysis that is easy to follow: every `OLD` in a seed is a finding. */
const findOld = ({ host, seeds }: AnalysisInput): Finding[] =>
  seeds.flatMap(path =>
    [...(host.readFile(path) ?? '').matchAll(/OLD/g)].map(({ index }) => finding(path, index)),
  );

const replace = (texts: Texts, file: string, text: string, nth = 0): Edit => {
  const start = [...(texts[file] ?? '').matchAll(/OLD/g)][nth]?.index ?? 0;
  return { file, start, end: start + 3, text };
};
const safe = (...edits: Edit[]): Fix => ({ kind: 'safe', edits });

const verify = (
  texts: Texts,
  findings: Finding[],
  analyse = findOld,
  created: { path: string; text: string }[] = [],
) =>
  verifyFixes({ findings, created }, { host: hostOf(texts), seeds: Object.keys(texts), rules: [] }, analyse);

/** Which findings kept their fix. */
const kept = (findings: Finding[]): boolean[] => findings.map(({ fix }) => fix !== undefined);

describe('a fix is held against its result', () => {
  test('one that does what it says is kept', () => {
    const texts = { 'a.ts': 'call(OLD);' };
    const findings = [finding('a.ts', 5, safe(replace(texts, 'a.ts', 'fresh')))];
    expect(verify(texts, findings)).toEqual(findings);
  });

  test('without fixes nothing is looked at again', () => {
    const findings = [finding('a.ts', 5)];
    const analyse = () => expect.fail('looked again');
    expect(verify({ 'a.ts': 'call(OLD);' }, findings, analyse)).toEqual(findings);
  });

  test('one that leaves its finding loses its edits and says why', () => {
    const texts = { 'a.ts': 'call(OLD);' };
    const one = finding('a.ts', 5, safe(replace(texts, 'a.ts', 'OLD ')));
    const { fix: _, ...rest } = one;
    expect(verify(texts, [one])).toEqual([
      {
        ...rest,
        blockers: [
          { code: 'not-verified', span: one.span, args: { text: 'a finding or a syntax error is left' } },
        ],
      },
    ]);
  });

  test('blockers that were there stay', () => {
    const texts = { 'a.ts': 'call(OLD);' };
    const one = finding('a.ts', 5, safe(replace(texts, 'a.ts', 'OLD ')));
    one.blockers.push({ code: 'escape', span: one.span, args: {} });
    expect(verify(texts, [one])[0]?.blockers.map(({ code }) => code)).toEqual(['escape', 'not-verified']);
  });

  test('one that breaks the syntax loses its edits', () => {
    const texts = { 'a.ts': 'call(OLD);' };
    expect(kept(verify(texts, [finding('a.ts', 5, safe(replace(texts, 'a.ts', 'f(')))]))).toEqual([false]);
  });

  test('an error that was there before is none of the fix', () => {
    const texts = { 'a.ts': 'call(OLD); const = ;' };
    expect(kept(verify(texts, [finding('a.ts', 5, safe(replace(texts, 'a.ts', 'fresh')))]))).toEqual([true]);
  });

  test.each([
    ['a.tsx', true],
    ['a.jsx', true],
    ['a.ts', false],
    ['a.mts', false],
    ['a.cts', false],
    ['a.js', true],
    ['a.mjs', true],
  ])('%s is read in its own language', (file, isJsx) => {
    const texts = { [file]: 'show(OLD);' };
    const fix = safe(replace(texts, file, '<b>{fresh}</b>'));
    expect(kept(verify(texts, [finding(file, 5, fix)]))).toEqual([isJsx]);
  });

  test.each([
    ['fresh', true],
    ['f(', false],
    ['<b>{fresh}</b>', false],
  ])('in a component the script is read: %s', (text, isKept) => {
    const texts = { 'a.vue': '<template><p></template>\n<script lang="ts">\nshow(OLD);\n</script>\n' };
    const fix = safe(replace(texts, 'a.vue', text));
    expect(kept(verify(texts, [finding('a.vue', fix.edits[0]?.start ?? 0, fix)]))).toEqual([isKept]);
  });

  test('of several only those that fail', () => {
    const texts = { 'a.ts': 'call(OLD); call(OLD);', 'b.ts': 'call(OLD);' };
    const findings = [
      finding('a.ts', 5, safe(replace(texts, 'a.ts', 'fresh'))),
      finding('a.ts', 16, safe(replace(texts, 'a.ts', 'f(', 1))),
      finding('b.ts', 5, safe(replace(texts, 'b.ts', 'fresh'))),
    ];
    expect(kept(verify(texts, findings))).toEqual([true, false, true]);
  });

  test('fixes that hold alone and not together are all given up', () => {
    const texts = { 'a.ts': 'call(OLD, OLD);' };
    const whole = { file: 'a.ts', start: 5, end: 13, text: 'fresh, OLD' };
    const findings = [
      finding('a.ts', 5, safe(whole)),
      finding('a.ts', 10, safe(replace(texts, 'a.ts', 'fresh', 1))),
    ];
    expect(kept(verify(texts, [findings[0] as Finding, finding('a.ts', 10)]))).toEqual([true, false]);
    expect(kept(verify(texts, [finding('a.ts', 5), findings[1] as Finding]))).toEqual([false, true]);
    expect(kept(verify(texts, findings))).toEqual([false, false]);
  });

  test('so are those beside one that fails alone', () => {
    const texts = { 'a.ts': 'call(OLD, OLD);', 'b.ts': 'call(OLD);' };
    const findings = [
      finding('a.ts', 5, safe({ file: 'a.ts', start: 5, end: 13, text: 'fresh, OLD' })),
      finding('a.ts', 10, safe(replace(texts, 'a.ts', 'fresh', 1))),
      finding('b.ts', 5, safe(replace(texts, 'b.ts', 'f('))),
    ];
    expect(kept(verify(texts, findings))).toEqual([false, false, false]);
  });

  test('edits that overlap are none, whatever comes of them', () => {
    const texts = { 'a.ts': 'call(OLD);' };
    // Made one behind the other, they would give `call(fresh, more);`.
    const more = { file: 'a.ts', start: 5, end: 8, text: ', more' };
    const one = finding('a.ts', 5, safe(replace(texts, 'a.ts', 'fresh'), more));
    expect(kept(verify(texts, [one], () => []))).toEqual([false]);
  });

  test('edits may be given in any order', () => {
    const texts = { 'a.ts': 'call(OLD, OLD);' };
    const fix = safe(replace(texts, 'a.ts', 'fresh', 1), replace(texts, 'a.ts', 'fresh'));
    const seen: (string | undefined)[] = [];
    verify(texts, [finding('a.ts', 5, fix), finding('a.ts', 10, fix)], input => {
      seen.push(input.host.readFile('a.ts'));
      return [];
    });
    expect(seen).toEqual(['call(fresh, fresh);']);
  });

  test('edits that touch do not overlap', () => {
    const texts = { 'a.ts': 'call(OLD);' };
    const fix = safe(replace(texts, 'a.ts', 'fresh'), { file: 'a.ts', start: 8, end: 8, text: ', more' });
    expect(kept(verify(texts, [finding('a.ts', 5, fix)]))).toEqual([true]);
  });

  test('an edit of two fixes is made once', () => {
    const texts = { 'a.ts': 'call(OLD, OLD);' };
    const shared = { file: 'a.ts', start: 0, end: 0, text: 'const fresh = 1; ' };
    const findings = [
      finding('a.ts', 5, safe(shared, replace(texts, 'a.ts', 'fresh'))),
      finding('a.ts', 10, safe({ ...shared }, replace(texts, 'a.ts', 'fresh', 1))),
    ];
    const seen: (string | undefined)[] = [];
    verify(texts, findings, input => {
      seen.push(input.host.readFile('a.ts'));
      return [];
    });
    expect(seen).toEqual(['const fresh = 1; call(fresh, fresh);']);
  });

  test('a fix of two findings takes both away', () => {
    const texts = { 'a.ts': 'call(OLD, OLD);' };
    const fix = safe(replace(texts, 'a.ts', 'fresh'), replace(texts, 'a.ts', 'fresh', 1));
    expect(kept(verify(texts, [finding('a.ts', 5, fix), finding('a.ts', 10, fix)]))).toEqual([true, true]);
  });

  test.each([
    ['escape' as const, false],
    // What a test expects of a call.
    ['mock-query' as const, true],
  ])('another finding may not go with it, unless it is a %s', (code, isKept) => {
    const texts = { 'a.ts': 'call(OLD, OLD);' };
    const fix = safe({ file: 'a.ts', start: 5, end: 13, text: 'fresh' });
    const other = finding('a.ts', 10);
    other.blockers.push({ code, span: other.span, args: {} });
    expect(kept(verify(texts, [finding('a.ts', 5, fix), other]))).toEqual([isKept, false]);
  });

  test('a file that is gone cannot be changed', () => {
    const one = finding('a.ts', 5, safe({ file: 'gone.ts', start: 0, end: 0, text: 'x' }));
    expect(kept(verify({ 'a.ts': 'call(OLD);' }, [one], () => []))).toEqual([false]);
  });

  test('files that fixes make are there for the second look', () => {
    const texts = { 'a.ts': 'call(OLD);' };
    const findings = [finding('a.ts', 5, safe(replace(texts, 'a.ts', 'fresh')))];
    const created = [{ path: 'new.ts', text: 'export {};' }];
    const seen: (string | undefined)[] = [];
    verify(
      texts,
      findings,
      input => {
        seen.push(input.host.readFile('new.ts'), input.host.readFile('a.ts'));
        return [];
      },
      created,
    );
    expect(seen).toEqual(['export {};', 'call(fresh);']);
  });

  test('what mentions a name is asked of the new texts, and of the others', () => {
    const texts = { 'a.ts': 'call(OLD);', 'b.ts': 'fresh();', 'c.ts': 'OLD' };
    const findings = [
      finding('a.ts', 5, safe(replace(texts, 'a.ts', 'fresh'), replace(texts, 'c.ts', 'other'))),
    ];
    const seen: (readonly string[])[] = [];
    verify(texts, findings, input => {
      seen.push(input.host.mentioning('fresh'), input.host.mentioning('call'));
      return [];
    });
    expect(seen).toEqual([['b.ts', 'a.ts'], ['a.ts']]);
  });
});
