import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, posix } from 'node:path';
import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';

/** All files of the project that git would commit. */
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter(path => path !== '');
const sources = tracked.filter(path => /^src\/.*\.ts$/.test(path));
const read = (path: string) => readFileSync(path, 'utf8');

type Import = { from: string; to: string; isType: boolean; isDynamic: boolean };

const STATIC =
  /^(?:import\s+(type\s)?(?:[\w*\s{},$]+?\sfrom\s+)?|export\s+(type\s)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+)['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

/** Every import of a file; those of the project by their path. */
function importsOf(from: string): Import[] {
  const text = read(from);
  const resolve = (to: string) => (to.startsWith('.') ? posix.join(posix.dirname(from), to) : to);
  const rows = [...text.matchAll(STATIC)].map(([, one, two, to = '']) => ({
    to,
    isType: (one ?? two) !== undefined,
    isDynamic: false,
  }));
  const late = [...withoutComments(text).matchAll(DYNAMIC)].map(([, to = '']) => ({
    to,
    isType: false,
    isDynamic: true,
  }));
  return [...rows, ...late].map(row => ({ ...row, from, to: resolve(row.to) }));
}

const imports = sources.flatMap(importsOf);

const RINGS = [
  ['words', /^src\/(finding|rule|messages|query-table|words)\.ts$/],
  ['texts', /^src\/texts\//],
  ['core', /^src\/analysis\//],
  ['report', /^src\/report\//],
  ['entry', /^src\/(cli|index|eslint-plugin)\.ts$/],
  ['shell', /^src\/((cli|config|files|suppressions)\/)?[^/]+\.ts$/],
] as const;
const ringOf = (path: string) => RINGS.find(([, pattern]) => pattern.test(path))?.[0];

/**
 * The folders of the core, the lowest first: values come from folders further up in this list alone, so what one
 * folder does can be read without those below it. The walk over an answer is one, in four folders.
 */
const LAYERS = [
  'code',
  'components',
  'project',
  'fold',
  'edits',
  'compat',
  'request',
  'answer|collections|frameworks|types',
  'query',
  'detect',
  'url',
  'mocks',
  '',
].map(folders => folders.split('|'));
const folderOf = (path: string) => /^src\/analysis\/(?:(\w+)\/)?/.exec(path)?.[1] ?? '';
const layerOf = (path: string) => LAYERS.findIndex(folders => folders.includes(folderOf(path)));

type Row = [rule: string, reason: string, isBroken: (row: Import) => boolean];

const TABLE: Row[] = [
  [
    'words import only each other and the schema library',
    'every ring speaks in them, so they may not pull in any of it',
    ({ from, to }) => ringOf(from) === 'words' && ringOf(to) !== 'words' && to !== 'valibot',
  ],
  [
    'only the core imports ts-morph and typescript',
    'loading them takes longer than a whole run that finds nothing',
    ({ from, to }) => ringOf(from) !== 'core' && /^(ts-morph|@ts-morph\/.*|typescript)$/.test(to),
  ],
  [
    'the core has no node:* module',
    'it sees sources only through its host, so it also runs in an editor and in tests without a disk',
    ({ from, to }) =>
      ringOf(from) === 'core' && (to.startsWith('node:') || /^(fs|path|child_process|process)$/.test(to)),
  ],
  [
    'the core imports only words and itself',
    'what it needs from outside comes in as data',
    ({ from, to }) =>
      ringOf(from) === 'core' && to.startsWith('src/') && !['core', 'words'].includes(ringOf(to) ?? ''),
  ],
  [
    'the core is loaded by a dynamic import, types aside',
    'a run that finds nothing must not load TypeScript',
    ({ from, to, isType, isDynamic }) =>
      ringOf(from) !== 'core' && ringOf(to) === 'core' && !isType && !isDynamic,
  ],
  [
    'what is known of texts imports only words and itself',
    'baseline and reports both ask who a finding is, and must get one answer',
    ({ from, to }) =>
      ringOf(from) === 'texts' && to.startsWith('src/') && !['texts', 'words'].includes(ringOf(to) ?? ''),
  ],
  [
    'reports import only words, what is known of texts, and each other',
    'an output is made from the report alone, so every way in shows the same',
    ({ from, to }) =>
      ringOf(from) === 'report' &&
      to.startsWith('src/') &&
      !['report', 'texts', 'words'].includes(ringOf(to) ?? ''),
  ],
  [
    'reports do not reach for files or processes',
    'texts come with the report: what is shown is what was analysed',
    ({ from, to }) =>
      ringOf(from) === 'report' && /^node:(fs|child_process|net|http|https|worker_threads)/.test(to),
  ],
  [
    'nothing imports an entry',
    'entries are thin and only put things together',
    ({ to }) => ringOf(to) === 'entry',
  ],
];

describe('the folders of the core', () => {
  const inner = imports.filter(({ from, to }) => ringOf(from) === 'core' && ringOf(to) === 'core');

  test('all have their place', () => {
    const folders = new Set(inner.flatMap(({ from, to }) => [folderOf(from), folderOf(to)]));
    expect([...folders].sort()).toEqual(LAYERS.flat().sort());
  });

  test('each takes values from those before it, so that nothing goes round', () => {
    const broken = inner.filter(({ from, to, isType }) => !isType && layerOf(from) < layerOf(to));
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });
});

describe('the rings', () => {
  test('every source file belongs to one', () => {
    expect(sources.filter(path => ringOf(path) === undefined)).toEqual([]);
    expect(imports.length).toBeGreaterThan(sources.length);
  });

  test.each(TABLE)('%s, because %s', (rule, reason, isBroken) => {
    const broken = imports.filter(isBroken).map(({ from, to }) => `${from} imports ${to}`);
    expect(broken, `${rule}: ${reason}`).toEqual([]);
  });

  test.each<[string, string, readonly string[], RegExp]>([
    [
      'the core is synchronous',
      'a pure function of its input is easy to test and to trust',
      ['core'],
      /\bawait\s|\basync\s|new Promise\b/,
    ],
    [
      'the core has no clock and no process',
      'two runs give the same',
      ['core'],
      /\bDate\.now\b|new Date\(\)|\bperformance\.|\bprocess\.|Math\.random/,
    ],
    [
      'only cli.ts prints',
      'standard output is the report and nothing else',
      ['words', 'core', 'report', 'shell'],
      /\bconsole\.|process\.(stdout|stderr)\b/,
    ],
    [
      'only cli.ts ends the process',
      'the Node API runs in processes of others',
      ['words', 'core', 'report', 'shell'],
      /process\.(exit|exitCode|argv|cwd)\b/,
    ],
    [
      'no class but an error',
      'data and functions are enough',
      ['words', 'core', 'report', 'shell', 'entry'],
      /^\s*(export\s+)?(abstract\s+)?class\s(?!\w+ extends Error\b)/m,
    ],
    [
      'no default export but the one that linters take of a plugin',
      'a thing has one name everywhere',
      ['words', 'core', 'report', 'shell', 'entry'],
      /^export default\b|(?<!whole )as default\b/m,
    ],
  ])('%s, because %s', (rule, reason, rings, pattern) => {
    const isMeant = (path: string) => rings.includes(ringOf(path) ?? '');
    const broken = sources.filter(path => isMeant(path) && pattern.test(codeOf(read(path))));
    expect(broken, `${rule}: ${reason}`).toEqual([]);
  });

  test('the Node API is free of the process', () => {
    expect(withoutComments(read('src/index.ts'))).not.toMatch(/\bprocess\b/);
  });
});

/** Good enough for words that stand in no string of ours. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** What runs: a list of names of the user's program may hold `console.*`. */
function codeOf(text: string): string {
  const pieces: string[] = [];
  let done = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) {
      pieces.push(text.slice(done, node.getStart(source)));
      done = node.end;
    }
    ts.forEachChild(node, visit);
  };
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest);
  visit(source);
  return withoutComments([...pieces, text.slice(done)].join("''"));
}

describe('the house', () => {
  test('no source file is longer than 300 lines: a stage or a table row is missing there', () => {
    const long = tracked
      .filter(path => /^(src|test)\/.*\.ts$/.test(path))
      .map(path => [path, read(path).split('\n').length] as const);
    expect(long.filter(([path, lines]) => path.startsWith('src/') && lines > 301)).toEqual([]);
  });

  test('no file is named after nothing: a thing lives beside what it is about', () => {
    const named = tracked.filter(path =>
      /^(utils?|helpers?|types?|misc|common)\.[cm]?[jt]sx?$/.test(basename(path)),
    );
    // Programs to be rewritten are named as those in the wild are.
    const isOurs = (path: string) => !/^(fixtures|test\/equivalence\/programs)\//.test(path);
    expect(named.filter(isOurs)).toEqual([]);
  });

  test('the top level holds what it must and nothing else', () => {
    const top = [...new Set(tracked.map(path => path.split('/')[0] ?? ''))].filter(
      name => !name.startsWith('.'),
    );
    const allowed = [
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'src',
      'rules',
      'fixtures',
      'test',
      'README.md',
      'LICENSE',
      'action.yml',
    ];
    expect(top.filter(name => !allowed.includes(name))).toEqual([]);
  });

  test('no file names a folder of the machine that it was written on', () => {
    const folders = [`${homedir()}/`, `${process.cwd()}/`].filter(folder => folder.length > 2);
    const machine = /(?<![\w.}/-])\/(home|Users|root|work)\/[\w.-]+\//;
    const isText = (path: string) =>
      /\.(ts|tsx|js|mjs|cjs|json|md|ya?ml|txt|html|sh)$|\/run$|^\.[^/]+$/.test(path);
    const broken = tracked.filter(isText).filter(path => {
      const text = read(path);
      return folders.some(folder => text.includes(folder)) || machine.test(text);
    });
    expect(broken).toEqual([]);
  });
});
