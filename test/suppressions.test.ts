import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../src/finding.ts';
import {
  applyBaseline,
  type Entry,
  loadEntries,
  printEntries,
  recordAll,
} from '../src/suppressions/baseline.ts';
import { applyInline } from '../src/suppressions/inline.ts';
import { findComments, maskScript } from '../src/texts/comments.ts';
import type { FileKind } from '../src/texts/file-kinds.ts';
import { enclosing, identify, normalise } from '../src/texts/identity.ts';
import { makeFolder } from './sandbox.ts';

const RULE = 'images-detail';

/** A finding at every place where the text has the words. */
function findAll(text: string, words = 'fetch(OLD)', file = 'a.ts'): Finding[] {
  return [...text.matchAll(new RegExp(words.replace(/[()[\]$.]/g, '\\$&'), 'g'))].map(match => ({
    rule: RULE,
    severity: 'error',
    span: { file, start: match.index, end: match.index + match[0].length },
    deprecated: 'GET /old',
    replacement: 'GET /new',
    trace: [],
    blockers: [],
    notes: [],
  }));
}

const mark = (rest: string) => `glanceshift-${rest}`;

function inline(text: string, { kind = 'script' as FileKind, applied = [RULE], isAllowed = true } = {}) {
  const marked = [{ path: 'a.ts', kind, text }];
  const known = new Set([RULE, 'other']);
  const input = { findings: findAll(text), marked, known, applied: new Set(applied), isAllowed };
  const result = applyInline(input);
  return {
    kept: result.kept.length,
    reasons: result.suppressed.map(({ suppression }) => suppression.reason),
    unused: result.unused.map(({ message, span }) => `${text.slice(span.start, span.end)} → ${message}`),
  };
}

describe('comments are told from strings', () => {
  test.each([
    ['a // b', [' b']],
    ['a /* b\nc */ d', [' b\nc ']],
    ['"// no" // yes', [' yes']],
    ["'it\\'s // no' // yes", [' yes']],
    ['`// no ${ /* yes */ x } // no` // end', [' yes ', ' end']],
    ['`a ${ `b ${ { c: "}" } } // no` } // no`', []],
    ['x = /[/"]\\/"/ // yes', [' yes']],
    ['x = a / b // yes "', [' yes "']],
    ['return /`/; // yes', [' yes']],
    ['f(a) / g // yes', [' yes']],
    ["<p>don't</p>\n// yes", [' yes']],
    ['{/* jsx */}', [' jsx ']],
    ['/* open', [' open']],
    ['"open\n// yes', [' yes']],
    ['a\r\n// b\r\nc', [' b']],
    ['', []],
  ])('%j', (text, comments) => {
    const masked = maskScript(text);
    expect(masked.comments.map(comment => comment.text)).toEqual(comments);
    expect(masked.code).toHaveLength(text.length);
  });

  test('other files have comments of their own', () => {
    const text = '<!-- a -->\nkey: "x#y" # b\n  // c\n/* d */ url: http://x.y#z\n# e';
    expect(findComments(text, 'text', 'notes.txt').map(comment => comment.text)).toEqual([
      ' a ',
      ' b',
      ' c',
      ' d ',
      ' e',
    ]);
  });

  test.each([
    ['a.yaml', 'a: "x # y" # b\n#c\nd: http://e#f\ng: it\'s # h', [' b', 'c', ' h']],
    ['a.json', '{ "a": "// b", // c\n "d": /* e */ 1 }', [' c', ' e ']],
    ['a.sh', 'echo "a # b" \'# c\' # d\n${x#y}', [' d']],
    ['.env.local', 'A=b#c # d\r\n# e', [' d', ' e']],
    ['Dockerfile', '# a\nRUN b # c', [' a']],
    ['a.http', '### a\n// b\nGET http://c # d', [' a', ' b']],
    ['a.properties', '# a\n! b\nc=d # e', [' a', ' b']],
    ['a.md', '# a\n<!-- b -->', [' b ']],
    ['a.vue', '<!-- a -->\n// b\n/* c */', [' a ', ' b', ' c ']],
  ])('%s: %j', (path, text, comments) => {
    expect(findComments(text, 'text', path).map(comment => comment.text)).toEqual(comments);
  });
});

describe('inline suppressions', () => {
  test.each([
    [`// ${mark(`disable-next-line ${RULE} -- legacy host`)}\nfetch(OLD);\nfetch(OLD);`, 1],
    [`fetch(OLD); // ${mark(`disable-line ${RULE} -- legacy host`)}\nfetch(OLD);`, 1],
    [`/* ${mark(`disable ${RULE} -- legacy host`)} */\nfetch(OLD);\n// ${mark('enable')}\nfetch(OLD);`, 1],
    [`// ${mark(`disable ${RULE} -- legacy host`)}\n\nx;\nfetch(OLD);`, 0],
    [`/*\n * ${mark(`disable-next-line other, ${RULE} -- legacy host`)}\n */\nfetch(OLD);`, 0],
    [
      `fetch(OLD);\r\n// ${mark(`disable-next-line ${RULE}  --  legacy host`)}\r\nfetch(OLD);\r\nfetch(OLD);`,
      2,
    ],
    [`// ${mark(`disable-next-line ${RULE} ----- legacy host`)}\nfetch(OLD)`, 0],
  ])('%j', (text, kept) => {
    expect(inline(text)).toEqual({ kept, reasons: ['legacy host'], unused: [] });
  });

  test('a call over several lines is met on each of them', () => {
    const text = `api.get(\n  // ${mark(`disable-next-line ${RULE} -- old`)}\n  OLD,\n)`;
    const [finding] = findAll(text, 'api.get').map(row => ({
      ...row,
      span: { ...row.span, end: text.length },
    }));
    const marked = [{ path: 'a.ts', kind: 'script' as const, text }];
    const input = {
      findings: finding ? [finding] : [],
      marked,
      known: new Set([RULE]),
      applied: new Set([RULE]),
    };
    expect(applyInline(input).suppressed).toHaveLength(1);
  });

  test.each([
    ['without a rule', `// ${mark('disable-next-line')}\nfetch(OLD)`, 'names no rule and suppresses nothing'],
    [
      'without a rule, with a reason',
      `// ${mark('disable-next-line -- because')}\nfetch(OLD)`,
      'names no rule',
    ],
    [
      'without a reason',
      `// ${mark(`disable-next-line ${RULE}`)}\nfetch(OLD)`,
      'gives no reason and suppresses nothing',
    ],
    ['with an empty reason', `// ${mark(`disable-next-line ${RULE} --`)}\nfetch(OLD)`, 'gives no reason'],
    [
      'of an unknown rule',
      `// ${mark('disable-next-line images-detial -- x')}\nfetch(OLD)`,
      'there is no rule "images-detial"',
    ],
    [
      'of a kind that there is not',
      `// ${mark(`disable-next-lines ${RULE} -- x`)}\nfetch(OLD)`,
      'there is no "glanceshift-disable-next-lines"; write "glanceshift-disable-next-line RULE -- reason"',
    ],
    [
      'with a colon, which other tools take for silence about everything',
      `// ${mark(`disable-next-line: ${RULE} -- x`)}\nfetch(OLD)`,
      'there is no rule ":"',
    ],
    [
      'on the wrong line',
      `// ${mark(`disable-next-line ${RULE} -- x`)}\n\nfetch(OLD)`,
      `no finding of ${RULE} here; remove it`,
    ],
    ['at the end', `fetch(OLD)\n// ${mark(`disable-next-line ${RULE} -- x`)}`, `no finding of ${RULE} here`],
    [
      'behind its end',
      `// ${mark(`disable ${RULE} -- x`)}\n// ${mark(`enable ${RULE}`)}\nfetch(OLD)`,
      'no finding',
    ],
  ])('one %s suppresses nothing and is told', (_, text, message) => {
    const result = inline(text);
    expect(result).toMatchObject({ kept: 1, reasons: [] });
    expect(result.unused).toEqual([expect.stringContaining(message)]);
  });

  test('where the configuration allows none, each is told', () => {
    const text = `// ${mark(`disable-next-line ${RULE} -- x`)}\nfetch(OLD)`;
    expect(inline(text, { isAllowed: false })).toEqual({
      kept: 1,
      reasons: [],
      unused: [expect.stringContaining('the configuration does not allow it (inlineSuppressions)')],
    });
  });

  test('of several rules only the unused ones are named, and none that was not applied', () => {
    const text = `// ${mark(`disable-next-line ${RULE}, other -- x`)}\nfetch(OLD)`;
    expect(inline(text).unused).toEqual([]);
    expect(inline(text, { applied: [RULE, 'other'] }).unused).toEqual([
      expect.stringContaining('no finding of other here'),
    ]);
    expect(inline(`// ${mark(`disable-next-line ${RULE} -- x`)}\n`, { applied: [] }).unused).toEqual([]);
  });

  test('a string or prose is no suppression', () => {
    expect(inline(`x = "// ${mark(`disable-next-line ${RULE} -- x`)}";\nfetch(OLD)`)).toMatchObject({
      kept: 1,
      unused: [],
    });
    expect(inline(`// see ${mark(`disable-next-line ${RULE} -- x`)}\nfetch(OLD)`)).toMatchObject({
      kept: 1,
      unused: [],
    });
    expect(inline(`// ${mark('is-no-word-for-it')}\nfetch(OLD)`)).toMatchObject({ kept: 1, unused: [] });
  });

  test('in YAML and HTML', () => {
    const yaml = `# ${mark(`disable-next-line ${RULE} -- docs`)}\nurl: fetch(OLD)\n`;
    expect(inline(yaml, { kind: 'text' })).toEqual({ kept: 0, reasons: ['docs'], unused: [] });
    const html = `<!-- ${mark(`disable-next-line ${RULE} -- docs`)} -->\n<a>fetch(OLD)</a>`;
    expect(inline(html, { kind: 'text' })).toEqual({ kept: 0, reasons: ['docs'], unused: [] });
  });
});

describe('the identity of a finding', () => {
  test.each([
    ['function list() { return fetch(OLD) }', 'list'],
    ['class A { async list(x: string): Promise<void> { await fetch(OLD) } }', 'A.list'],
    ['const list = async () => { await fetch(OLD) }', 'list'],
    ['const list = () => fetch(OLD)', 'list'],
    ['export const api = { list: async () => { if (x) { fetch(OLD) } } }', 'api.list'],
    ['export const api = { async list() { fetch(OLD) } }', 'api.list'],
    ['class A { list = () => { fetch(OLD) } }', 'A.list'],
    ['namespace N { export function* f<T>(a = {}) { for (;;) { fetch(OLD) } } }', 'N.f'],
    ['const s = "function no() {"; fetch(OLD)', ''],
    ['function other() {}\nfetch(OLD)', ''],
    ['exports.list = function () { fetch(OLD) }', 'list'],
    ['if (a) { fetch(OLD) }', ''],
  ])('the symbol around it: %s', (text, symbol) => {
    expect(enclosing(maskScript(text).code, text.indexOf('fetch(OLD)'))).toBe(symbol);
  });

  test('formatting does not count', () => {
    expect(normalise("fetch(\n  'a',\n  { b },\n)")).toBe(normalise('fetch("a", { b })'));
    expect(normalise(`${'x'.repeat(200)}1`)).not.toBe(normalise(`${'x'.repeat(200)}2`));
    expect(normalise('x'.repeat(500)).length).toBeLessThan(140);
  });

  test('equal findings are told apart by their order', () => {
    const text = 'fetch(OLD); fetch(OLD);';
    expect(identify(findAll(text), new Map([['a.ts', text]])).map(({ n }) => n)).toEqual([1, 2]);
  });
});

describe('the baseline', () => {
  const input = (texts: Record<string, string>, entries: Entry[] = [], more = {}) => ({
    findings: Object.entries(texts).flatMap(([file, text]) => findAll(text, 'fetch(OLD)', file)),
    entries,
    sources: new Map(Object.entries(texts)),
    asked: new Set(Object.keys(texts)),
    project: new Set(Object.keys(texts)),
    today: '2027-06-01',
    ...more,
  });
  const judge = (texts: Record<string, string>, entries: Entry[], more = {}) => {
    const { kept, suppressed, gone, expired } = applyBaseline(input(texts, entries, more));
    return { kept: kept.length, suppressed: suppressed.length, gone: gone.length, expired: expired.length };
  };
  const two = { 'a.ts': 'function f() { fetch(OLD) }\nfunction g() { fetch(OLD) }' };

  test('what was recorded is known, wherever it has moved in its file', () => {
    const entries = recordAll(input(two));
    expect(judge(two, entries)).toEqual({ kept: 0, suppressed: 2, gone: 0, expired: 0 });
    const moved = {
      'a.ts': '// new line\n\nfunction g() {\n  fetch( OLD, )\n}\nfunction f() { fetch(OLD) }',
    };
    const spaced = { ...moved, 'a.ts': moved['a.ts'].replace('fetch( OLD, )', 'fetch(OLD)') };
    expect(judge(spaced, entries)).toEqual({ kept: 0, suppressed: 2, gone: 0, expired: 0 });
  });

  test('one finding swapped for another is seen, though the number is the same', () => {
    const entries = recordAll(input(two));
    const swapped = { 'a.ts': 'function f() { fetch(OLD) }\nfunction h() { fetch(OLD) }' };
    expect(judge(swapped, entries)).toEqual({ kept: 1, suppressed: 1, gone: 1, expired: 0 });
  });

  test('only the one that is too many comes back', () => {
    const entries = recordAll(input({ 'a.ts': 'fetch(OLD); fetch(OLD);' }));
    expect(judge({ 'a.ts': 'fetch(OLD); fetch(OLD); fetch(OLD);' }, entries)).toMatchObject({
      kept: 1,
      suppressed: 2,
    });
  });

  test('a renamed file takes its records along, a copy does not', () => {
    const entries = recordAll(input(two));
    expect(judge({ 'b.ts': two['a.ts'] }, entries)).toMatchObject({ kept: 0, suppressed: 2, gone: 0 });
    expect(judge({ ...two, 'b.ts': two['a.ts'] }, entries)).toMatchObject({
      kept: 2,
      suppressed: 2,
      gone: 0,
    });
  });

  test('nothing is said of files that were not looked at', () => {
    const entries = recordAll(input({ ...two, 'b.ts': 'fetch(OLD)' }));
    const project = new Set(['a.ts', 'b.ts']);
    expect(judge(two, entries, { project })).toMatchObject({ kept: 0, gone: 0 });
    expect(judge(two, entries)).toMatchObject({ kept: 0, gone: 1 });
    expect(recordAll({ ...input(two, entries), project })).toHaveLength(3);
    expect(recordAll(input(two, entries))).toHaveLength(2);
  });

  test('a record may have an owner and a last day, and keeps them', () => {
    const entries = recordAll(input(two)).map(entry => ({ ...entry, owner: 'team', until: '2027-05-31' }));
    expect(judge(two, entries)).toMatchObject({ kept: 2, expired: 2, gone: 0 });
    expect(judge(two, entries, { today: '2027-05-31' })).toMatchObject({
      kept: 0,
      suppressed: 2,
      expired: 0,
    });
    const [suppressed] = applyBaseline(input(two, entries, { today: '2027-05-31' })).suppressed;
    expect(suppressed?.suppression).toEqual({
      kind: 'baseline',
      reason: 'recorded as known, owner team, until 2027-05-31',
    });
    expect(recordAll(input(two, entries))).toEqual(entries);
  });

  test('the file: one line each, sorted, read back as it was, with paths from its own folder', () => {
    const entries = recordAll(input({ 'src/b.ts': 'fetch(OLD)', 'src/a.ts': 'fetch(OLD)' }));
    const cwd = makeFolder();
    const file = join(cwd, 'gate/known.jsonl');
    const text = printEntries(entries, file, cwd);
    expect(text).toMatchInlineSnapshot(`
      "{"file":"../src/a.ts","rule":"images-detail","in":"","code":"fetch(OLD)","n":1}
      {"file":"../src/b.ts","rule":"images-detail","in":"","code":"fetch(OLD)","n":1}
      "
    `);
    const folder = makeFolder({ 'gate/known.jsonl': text, 'gate/broken.jsonl': `${text}<<<<<<< ours\n` });
    const back = loadEntries(join(folder, 'gate/known.jsonl'), folder);
    expect(back?.map(({ file: path }) => path)).toEqual(['src/a.ts', 'src/b.ts']);
    expect(() => loadEntries(join(folder, 'gate/broken.jsonl'), folder)).toThrow(
      'gate/broken.jsonl:3 is left of a merge',
    );
    expect(loadEntries(join(folder, 'none'), folder)).toBe(undefined);
  });
});
