import { expect, test } from 'vitest';
import type { Finding, Report, Severity } from '../src/finding.ts';
import { render } from '../src/report/index.ts';
import { at, finding, fullReport, report } from './report-samples.ts';

type Command = { name: string; properties: Record<string, string>; message: string };

/** Reads workflow commands as GitHub's runner does. */
function readCommands(text: string): Command[] {
  return text.split(/\r\n|\n|\r/).flatMap(line => {
    const [, name, listed = '', message = ''] = /^\s*::(\w+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = listed.split(',').map(pair => [
      pair.slice(0, pair.indexOf('=')),
      pair
        .slice(pair.indexOf('=') + 1)
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%0A', '\n')
        .replaceAll('%25', '%'),
    ]);
    return [{ name, properties: Object.fromEntries(pairs), message }];
  });
}

const HOSTILE = 'we,ird::100%25\n::error::injected.ts';

/** A file with a name and a reason that would begin commands of their own. */
function hostileReport(): Report {
  const sources = new Map([[HOSTILE, "fetch('/v1.1/images/detail')"]]);
  const span = at(sources, HOSTILE, '/v1.1/images/detail');
  const args = { prefix: 'a\r\n::set-output name=x::y%0A' };
  const findings = [finding(span, { blockers: [{ code: 'unknown-prefix', span, args }] })];
  const message = 'cannot\n::warning::be read';
  return report(sources, {
    findings,
    problems: [{ code: 'unreadable', file: HOSTILE, message, fatal: true }],
  });
}

test('github: one command for each finding and problem, what counts most first', async () => {
  const commands = readCommands(await render('github', fullReport()));
  expect(commands.map(({ name, properties }) => [name, properties.file, properties.line])).toEqual([
    ['error', 'src/secret.ts', undefined],
    ['error', 'legacy/load.js', '2'],
    ['error', 'src/api/images.ts', '5'],
    ['warning', 'src/broken.ts', undefined],
    ['warning', 'web/a "quoted" name é.js', '2'],
    ['notice', 'docs/images & more.md', '3'],
  ]);
  for (const { properties } of commands) {
    // Columns are only taken within one line.
    expect('col' in properties).toBe(properties.line !== undefined && properties.line === properties.endLine);
    expect(properties.title).toMatch(/\S/);
  }
});

test('github: names and words of users begin no command of their own', async () => {
  const commands = readCommands(await render('github', hostileReport()));
  expect(commands.map(({ name, properties }) => [name, properties.file])).toEqual([
    ['error', HOSTILE],
    ['error', HOSTILE],
  ]);
  expect(commands[1]?.message).toContain('y%250A');
});

test('github: ten of each kind, the rest is counted', async () => {
  const sources = new Map([['a.ts', '/v1.1/images/detail']]);
  const span = at(sources, 'a.ts', '/v1.1/images/detail');
  const rows = (severity: Severity, count: number): Finding[] =>
    Array.from({ length: count }, () => finding(span, { severity }));
  const findings = [...rows('note', 3), ...rows('warning', 11), ...rows('error', 14)];
  const text = await render('github', report(sources, { findings }));
  const names = readCommands(text).map(({ name }) => name);
  const count = (wanted: string): number => names.filter(name => name === wanted).length;
  expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 3]);
  expect(text).toContain('5 more than GitHub shows as annotations');
  expect(text).toContain('28 findings in 1 file: 14 errors, 11 warnings, 3 notes');
});

type GitlabRow = {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: string;
  location: { path: string; lines: { begin: number } };
};

test('gitlab: what the report must have, by its own words', async () => {
  const text = await render('gitlab', fullReport());
  expect(text.startsWith('[')).toBe(true);
  const rows: GitlabRow[] = JSON.parse(text);
  expect(rows.map(({ severity, location }) => [severity, location.path, location.lines.begin])).toEqual([
    ['info', 'docs/images & more.md', 3],
    ['major', 'legacy/load.js', 2],
    ['major', 'src/api/images.ts', 5],
    ['minor', 'web/a "quoted" name é.js', 2],
  ]);
  for (const { description, check_name, fingerprint } of rows) {
    expect([description, check_name, fingerprint]).toEqual([
      expect.stringMatching(/\S/),
      'images-detail',
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  }
});

test('gitlab: equal calls have fingerprints of their own, and keep them when lines move', async () => {
  const code = "fetch('/v1.1/images/detail');\n";
  const fingerprints = async (text: string): Promise<string[]> => {
    const sources = new Map([['a.ts', text]]);
    const findings = [1, 2, 3].map(n => finding(at(sources, 'a.ts', "fetch('/v1.1/images/detail')", n)));
    const rows: GitlabRow[] = JSON.parse(await render('gitlab', report(sources, { findings })));
    return rows.map(({ fingerprint }) => fingerprint);
  };
  const before = await fingerprints(code.repeat(3));
  expect(new Set(before).size).toBe(3);
  expect(await fingerprints(`// moved\n\n${code.repeat(3)}`)).toEqual(before);
});

type Position = { line: number; column: number };
type Range = { start: Position; end: Position };
type Diagnostic = {
  message: string;
  severity: string;
  location: { path: string; range?: Range };
  suggestions?: { range: Range; text: string }[];
};

/** The text at a range whose columns count bytes, as reviewdog reads it. */
function bytesAt(text: string, { start, end }: Range): string {
  const bytes = Buffer.from(text);
  const starts = [0, ...[...bytes.entries()].filter(([, byte]) => byte === 10).map(([index]) => index + 1)];
  const offset = ({ line, column }: Position): number => (starts[line - 1] ?? bytes.length) + column - 1;
  return bytes.subarray(offset(start), offset(end)).toString();
}

test('rdjson: ranges count bytes, and a suggestion is the whole fix', async () => {
  const data = fullReport();
  const output = JSON.parse(await render('rdjson', data));
  const diagnostics: Diagnostic[] = output.diagnostics;
  expect(output.source.name).toBe('glanceshift');
  expect(diagnostics.map(({ severity }) => severity)).toEqual([
    'INFO',
    'ERROR',
    'ERROR',
    'WARNING',
    'WARNING',
    'ERROR',
  ]);
  data.findings.forEach(({ span }, index) => {
    const { path, range } = diagnostics[index]?.location ?? {};
    const source = data.sources.get(path ?? '') ?? '';
    expect(range && bytesAt(source, range)).toBe(source.slice(span.start, span.end));
  });
  const suggested = diagnostics.filter(({ suggestions }) => suggestions !== undefined);
  // The fix of two files is no suggestion: a review takes one.
  expect(suggested.map(({ location }) => location.path)).toEqual(['web/a "quoted" name é.js']);
});

test('rdjson: a byte order mark counts in the first line, and the suggestion keeps the line ends', async () => {
  const text = "load('é', '/v1.1/images/detail', {\r\n  since,\r\n});\r\n";
  const sources = new Map([['a.ts', text]]);
  const path = at(sources, 'a.ts', '/v1.1/images/detail');
  const since = at(sources, 'a.ts', 'since');
  const edits = [
    { ...path, text: '/v2/images' },
    { ...since, text: 'a,\n  b' },
  ];
  const findings = [finding(path, { fix: { kind: 'safe', edits } })];
  const data = report(sources, { findings, marked: new Set(['a.ts']) });
  const [row]: Diagnostic[] = JSON.parse(await render('rdjson', data)).diagnostics;
  const suggestion = row?.suggestions?.[0];
  const onDisk = `\uFEFF${text}`;
  expect(row?.location.range && bytesAt(onDisk, row.location.range)).toBe('/v1.1/images/detail');
  const old = suggestion && bytesAt(onDisk, suggestion.range);
  expect(onDisk.replace(old ?? '', suggestion?.text ?? '')).toBe(
    "\uFEFFload('é', '/v2/images', {\r\n  a,\r\n  b,\r\n});\r\n",
  );
});
