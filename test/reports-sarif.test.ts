import { createRequire } from 'node:module';
import Ajv from 'ajv';
import type { Log, PhysicalLocation, Region, Replacement, Result } from 'sarif';
import { expect, test } from 'vitest';
import type { Finding, Report } from '../src/finding.ts';
import { render } from '../src/report/index.ts';
import { at, finding, fullReport, report } from './report-samples.ts';

const require = createRequire(import.meta.url);
const ajv = new Ajv({ schemaId: 'auto', allErrors: true, unknownFormats: 'ignore' });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const isSarif = ajv.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));

async function sarif(data: Report): Promise<Log> {
  const log: Log = JSON.parse(await render('sarif', data, { version: '1.2.3' }));
  expect(isSarif(log), JSON.stringify(isSarif.errors?.slice(0, 3))).toBe(true);
  return log;
}

const runOf = ({ runs }: Log) => {
  const run = runs[0];
  if (run === undefined || runs.length > 1) throw new RangeError(`${runs.length} runs`);
  return run;
};
const resultsOf = (log: Log): Result[] => runOf(log).results ?? [];

/** Every object below a value that passes a test. */
function collect<T>(value: unknown, wanted: (row: object) => T | undefined): T[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = wanted(value);
  const below = Object.values(value).flatMap(child => collect(child, wanted));
  return own === undefined ? below : [own, ...below];
}

/** The text at a region, found by lines and columns alone. */
function textAt(text: string, region: Region): string {
  const offset = (line = 1, column = 1): number => {
    const ends = [...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length);
    return ([0, ...ends][line - 1] ?? text.length) + column - 1;
  };
  return text.slice(
    offset(region.startLine, region.startColumn),
    offset(region.endLine ?? region.startLine, region.endColumn),
  );
}

const pathOf = ({ artifactLocation }: PhysicalLocation): string =>
  decodeURIComponent(artifactLocation?.uri ?? '');

test('a full and an empty report are valid, with what code scanning demands', async () => {
  await sarif(report(new Map()));
  const log = await sarif(fullReport());
  expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringMatching(/^https:.*sarif.*2\.1\.0/) });
  const run = runOf(log);
  expect(run).toMatchObject({ columnKind: 'utf16CodeUnits', automationDetails: { id: 'glanceshift/' } });
  expect(run.tool.driver).toMatchObject({ name: 'glanceshift', semanticVersion: '1.2.3' });
  const { rules = [], notifications = [] } = run.tool.driver;
  expect([rules.length, notifications.length]).toEqual([1, 2]);
  for (const rule of [...rules, ...notifications]) {
    for (const text of [rule.shortDescription?.text, rule.fullDescription?.text, rule.help?.text]) {
      expect(text).toMatch(/\S/);
      expect(text).not.toMatch(/\{\w+\}/);
    }
    expect(rule.shortDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(rule.fullDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(rule.properties?.tags?.length ?? 0).toBeLessThanOrEqual(20);
  }
  for (const result of resultsOf(log)) {
    expect(result.message.text).toMatch(/^GET \S+ is deprecated, use GET \S+?\.( |$)/);
    expect(run.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(result.partialFingerprints?.primaryLocationLineHash).toMatch(/^[0-9a-f]+:\d+$/);
  }
  expect(resultsOf(log).map(({ level }) => level)).toEqual([
    'note',
    'error',
    'error',
    'error',
    'error',
    'warning',
  ]);
});

test('URIs are relative and name the files; regions hold the text that they are about', async () => {
  const data = fullReport();
  const log = await sarif(data);
  const uris = collect(log.runs[0]?.results, row => ('uri' in row ? String(row.uri) : undefined));
  for (const uri of uris) {
    expect(uri).toMatch(/^[A-Za-z0-9._~%!'()*-]+(\/[A-Za-z0-9._~%!'()*-]+)*$/);
    expect([...data.sources.keys()]).toContain(decodeURIComponent(uri));
  }
  const all = [...data.findings, ...(data.suppressed ?? [])];
  for (const result of resultsOf(log)) {
    const place = result.locations?.[0]?.physicalLocation ?? {};
    const found = all.find(
      ({ span }) => span.file === pathOf(place) && span.start === place.region?.charOffset,
    );
    const source = data.sources.get(pathOf(place)) ?? '';
    expect(found).toBeDefined();
    expect(textAt(source, place.region ?? {})).toBe(source.slice(found?.span.start, found?.span.end));
  }
});

const serviceOf = (data: Report): Finding => data.findings.find(row => row.fix?.kind === 'safe') as Finding;

test('a result has every other place that belongs to it, the way, and the edits', async () => {
  const data = fullReport();
  const log = await sarif(data);
  const result = resultsOf(log).find(row => row.properties?.fix === 'safe');
  const { trace, notes, fix } = serviceOf(data);
  const related = result?.relatedLocations ?? [];
  const starts = related.map(({ physicalLocation: p }) => `${pathOf(p ?? {})}:${p?.region?.charOffset}`);
  for (const { span } of [...trace, ...notes.filter(({ code }) => code !== 'administrators')]) {
    expect(starts).toContain(`${span.file}:${span.start}`);
  }
  expect(new Set(related.map(({ id }) => id)).size).toBe(related.length);
  const steps = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
  expect(steps.map(({ location }) => location?.physicalLocation?.region?.charOffset)).toEqual(
    trace.map(({ span }) => span.start),
  );
  const changes = result?.fixes?.[0]?.artifactChanges ?? [];
  const edits = changes.flatMap(({ artifactLocation, replacements }) =>
    replacements.map((row: Replacement) => ({
      text: row.insertedContent?.text,
      old: textAt(data.sources.get(pathOf({ artifactLocation })) ?? '', row.deletedRegion),
    })),
  );
  const wanted = (fix?.edits ?? []).map(({ file, start, end, text }) => ({
    text,
    old: data.sources.get(file)?.slice(start, end),
  }));
  expect(edits).toHaveLength(wanted.length);
  expect(edits).toEqual(expect.arrayContaining(wanted));
});

test('links in a message point at places of the result; text of users is no link', async () => {
  const data = fullReport();
  const link = { code: 'opaque-query', args: { text: 'rows[key](7)' } } as const;
  const first = data.findings[1] as Finding;
  first.blockers.push({ ...link, span: first.span });
  for (const { message, relatedLocations = [] } of resultsOf(await sarif(data))) {
    const links = [...(message.text ?? '').matchAll(/(?<!\\)\[([^\]]*)\]\((\d+)\)/g)];
    for (const [, code = '', id] of links) {
      expect(code).toMatch(/^[a-z-]+$/);
      expect(relatedLocations.map(row => row.id)).toContain(Number(id));
    }
  }
});

test('what is suppressed says so, by whom and why; what was not read is told', async () => {
  const log = await sarif(fullReport());
  const told = resultsOf(log).flatMap(({ suppressions = [] }) => suppressions);
  expect(told.map(({ kind, justification }) => ({ kind, justification }))).toEqual([
    { kind: 'inSource', justification: 'served by a mock -- see #12' },
    { kind: 'external', justification: 'recorded as known, owner @images' },
  ]);
  const invocation = runOf(log).invocations?.[0];
  expect(invocation?.executionSuccessful).toBe(false);
  expect(invocation?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(['warning', 'error']);
});

/** Texts with the values that GitHub's own action has for their lines. */
const HASHES: [string, string[]][] = [
  ['', ['c129715d7a2bc9a3:1']],
  [
    ' a\nb\n  \t\tc\n d',
    ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
  ],
  [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    [
      '8b7cf3e952e7aeb2:1',
      'b1ae1287ec4718d9:1',
      'bff680108adb0fcc:1',
      'c6805c5e1288b612:1',
      'b86d3392aea1be30:1',
      'e6ceba753e1a442:1',
    ],
  ],
];

async function hashesOf(text: string, marked?: ReadonlySet<string>): Promise<(string | undefined)[]> {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
  const findings = starts.map(start => finding({ file: 'a.js', start, end: start }));
  const log = await sarif(report(new Map([['a.js', text]]), { findings, ...(marked && { marked }) }));
  return resultsOf(log).map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
}

test.each(HASHES)('the line hashes of %j are those of GitHub', async (text, hashes) => {
  expect(await hashesOf(text)).toEqual(hashes);
  expect(await hashesOf(text.replaceAll('\n', '\r\n'))).toEqual(hashes);
});

test('equal lines are numbered, and a byte order mark counts', async () => {
  const same = `${'x'.repeat(120)}\n`.repeat(2);
  const [first = '', second] = await hashesOf(same);
  expect(second).toBe(first.replace(/:1$/, ':2'));
  const [plain, , last] = await hashesOf(same);
  const [marked, , same3] = await hashesOf(same, new Set(['a.js']));
  expect(marked).not.toBe(plain);
  expect(same3).toBe(last);
});

test('more results than GitHub takes: the severe ones stay, and the rest is told', async () => {
  const sources = new Map([['a.js', '/v1.1/images/detail']]);
  const span = at(sources, 'a.js', '/v1.1/images/detail');
  const rows = Array.from({ length: 25_010 }, (_, n) =>
    finding(span, { severity: n % 2 === 0 ? 'note' : 'error' }),
  );
  const log: Log = JSON.parse(await render('sarif', report(sources, { findings: rows })));
  expect(resultsOf(log)).toHaveLength(25_000);
  expect(resultsOf(log).filter(({ level }) => level === 'error')).toHaveLength(12_505);
  const told = runOf(log).invocations?.[0]?.toolExecutionNotifications ?? [];
  expect(told.map(({ message }) => message.text)).toEqual([
    '10 results are left out: a run may have 25000 only.',
  ]);
});
