import { describe, expect, test } from 'vitest';
import type { Span } from '../src/finding.ts';
import { FORMATS, render } from '../src/report/index.ts';
import type { JsonPlace, JsonReport } from '../src/report/json.ts';
import { fullReport, report } from './report-samples.ts';

const json = async (data = fullReport(), options = {}): Promise<JsonReport> =>
  JSON.parse(await render('json', data, options));

test('json: the documented form, and nothing beside it', async () => {
  const output = await json(fullReport(), { version: '1.2.3' });
  expect(Object.keys(output)).toEqual([
    'version',
    'tool',
    'summary',
    'findings',
    'suppressed',
    'problems',
    'rules',
    'stats',
  ]);
  expect(output).toMatchObject({ version: 1, tool: { name: 'glanceshift', version: '1.2.3' } });
  expect(output.summary).toEqual({
    findings: 4,
    files: 4,
    severities: { error: 2, warning: 1, note: 1 },
    fixes: { safe: 1, unsafe: 1, none: 2 },
    heldBack: { escape: 1, 'opaque-query': 1 },
    doubts: { 'unknown-prefix': 1, timestamps: 1 },
    suppressed: { inline: 1, baseline: 1 },
    fixed: 0,
  });
  for (const row of [...output.findings, ...output.suppressed]) {
    const members = 'id rule severity message deprecated replacement place fix blockers notes trace';
    const own = 'suppression' in row ? ' suppression' : '';
    expect(Object.keys(row).join(' ')).toBe(members + own);
    expect(row.id).toMatch(/^[0-9a-f]{64}$/);
  }
  expect(output.stats).toEqual({ files: 41, seeds: 5, skipped: 3 });
});

test('json: places are those of the findings, with lines and columns from 1', async () => {
  const data = fullReport();
  const output = await json(data);
  const textAt = ({ file, start, end }: Span): string | undefined =>
    data.sources.get(file)?.slice(start, end);
  const lineOf = ({ file, line }: JsonPlace): string | undefined =>
    data.sources.get(file)?.split(/\r\n|\n|\r/)[line - 1];
  data.findings.forEach((finding, index) => {
    const row = output.findings[index];
    const places = [row?.place, ...(row?.trace ?? []).map(({ place }) => place)];
    const spans = [finding.span, ...finding.trace.map(({ span }) => span)];
    expect(places).toMatchObject(spans);
    for (const place of places) {
      if (place === undefined) throw new RangeError('no place');
      const first = textAt(place)?.split(/\r\n|\n|\r/)[0] ?? '';
      expect(
        lineOf(place)
          ?.slice(place.column - 1)
          .startsWith(first),
      ).toBe(true);
    }
    expect(row?.fix?.edits.length).toBe(finding.fix?.edits.length);
  });
});

test('json: edits are in order, with the line ends of their file', async () => {
  const data = fullReport();
  const file = 'legacy/load.js';
  const row = data.findings.find(({ span }) => span.file === file);
  if (row === undefined) throw new RangeError(file);
  const { start, end } = row.span;
  row.fix = {
    kind: 'safe',
    edits: [
      { file, start: end, end, text: 'b\nc' },
      { file, start, end: start, text: 'a\r\n' },
    ],
  };
  const output = await json(data);
  const edits = output.findings.find(({ place }) => place.file === file)?.fix?.edits;
  expect(edits?.map(({ text }) => text)).toEqual(['a\r\n', 'b\r\nc']);
});

test('json: an empty report is whole, and times are told only where they are asked for', async () => {
  const empty = report(new Map());
  expect(await json(empty)).toMatchObject({ findings: [], suppressed: [], problems: [] });
  expect((await json(empty)).stats).not.toHaveProperty('milliseconds');
  expect((await json(empty, { times: true })).stats).toMatchObject({ milliseconds: 12.5 });
});

describe.each(FORMATS)('%s', format => {
  test('the same report makes the same bytes, whatever it took', async () => {
    const slow = { ...fullReport(), stats: { ...fullReport().stats, milliseconds: 99_999 } };
    expect(await render(format, slow)).toBe(await render(format, fullReport()));
  });

  test('ends with one line end, has no byte order mark, and no colours unless asked', async () => {
    const text = await render(format, fullReport());
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/^\uFEFF/);
    expect(text).not.toContain('\u001B');
  });

  test('a report that is written and one that is shown are made of the same findings', async () => {
    const text = await render(format, fullReport());
    const places = ['docs/images', 'legacy/load.js', 'src/api/images.ts', 'quoted'];
    expect(places.filter(place => !text.replaceAll('<wbr>', '').includes(place))).toEqual([]);
  });
});
