import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/finding.ts';
import { render } from '../src/report/index.ts';
import { at, finding, fullReport, report } from './report-samples.ts';

type Element = { name: string; attributes: Record<string, string>; inside: Element[]; text: string };

/** Parses XML and throws where it is not well-formed. */
function parseXml(xml: string): Element {
  const top: Element = { name: '', attributes: {}, inside: [], text: '' };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', error => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, inside: [], text: '' };
    open.at(-1)?.inside.push(element);
    open.push(element);
  });
  parser.on('text', text => {
    const current = open.at(-1);
    if (current !== undefined) current.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [root] = top.inside;
  if (root === undefined) throw new RangeError('no element');
  return root;
}

const all = (element: Element, name: string): Element[] => [
  ...(element.name === name ? [element] : []),
  ...element.inside.flatMap(child => all(child, name)),
];

const HOSTILE = ']]><evil/>&bogus;"\'\u0000\u0008\u001B\uFFFF\uD800 <!-- é 🙂\u2028';

function hostileReport(): Report {
  const file = `src/${HOSTILE}.js`;
  const sources = new Map([[file, `// ${HOSTILE}\nfetch('/v1.1/images/detail'); // ${HOSTILE}\n`]]);
  const span = at(sources, file, '/v1.1/images/detail');
  const blockers = [{ code: 'unknown-prefix' as const, span, args: { prefix: HOSTILE } }];
  const suppression = { kind: 'inline' as const, reason: HOSTILE };
  return report(sources, {
    findings: [finding(span, { blockers }), finding(span, { severity: 'note', message: HOSTILE })],
    suppressed: [{ ...finding(span), suppression }],
    problems: [{ code: 'unparsable', file, message: HOSTILE, fatal: false }],
  });
}

describe.each(['junit', 'checkstyle'] as const)('%s', format => {
  test('is well-formed, whatever stands in names and code', async () => {
    const root = parseXml(await render(format, hostileReport()));
    expect(all(root, 'evil')).toEqual([]);
    expect(JSON.stringify(root)).toContain(']]><evil/>&bogus;');
  });

  test('is well-formed for an empty report', async () => {
    const root = parseXml(await render(format, report(new Map())));
    expect(all(root, 'error')).toEqual([]);
    expect(all(root, 'failure')).toEqual([]);
  });
});

test('junit: the counts are those of the cases, suite by suite', async () => {
  const root = parseXml(await render('junit', fullReport()));
  for (const suite of [root, ...all(root, 'testsuite')]) {
    const count = (name: string): string => String(all(suite, name).length);
    expect(suite.attributes).toMatchObject({
      tests: count('testcase'),
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
    });
  }
  expect(root.attributes).toMatchObject({ tests: '8', failures: '3', errors: '2', skipped: '2' });
  for (const { attributes } of all(root, 'testcase')) {
    expect(attributes).toMatchObject({ name: expect.stringMatching(/\S/), classname: expect.any(String) });
  }
});

test('junit: a failure shows the code and what to do; a clean run is one passed case', async () => {
  const root = parseXml(await render('junit', fullReport()));
  const [first] = all(root, 'failure');
  expect(first?.text).toContain("await fetch('/v1.1/images/detail?' + params);");
  expect(first?.text).toContain('do:  build the query from literals');
  expect(first?.attributes.type).toBe('error');
  const clean = parseXml(await render('junit', report(new Map())));
  expect(clean.attributes).toMatchObject({ tests: '1', failures: '0', errors: '0', skipped: '0' });
  expect(all(clean, 'testcase')).toHaveLength(1);
});

test('checkstyle: files with their findings and problems, each once', async () => {
  const root = parseXml(await render('checkstyle', fullReport()));
  expect(root.name).toBe('checkstyle');
  const rows = root.inside.map(({ attributes, inside }) => [
    attributes.name,
    ...inside.map(row => [
      row.attributes.line,
      row.attributes.column,
      row.attributes.severity,
      row.attributes.source,
    ]),
  ]);
  expect(rows).toEqual([
    ['docs/images & more.md', ['3', '11', 'info', 'glanceshift.images-detail']],
    ['legacy/load.js', ['2', '40', 'error', 'glanceshift.images-detail']],
    ['src/api/images.ts', ['5', '26', 'error', 'glanceshift.images-detail']],
    ['src/broken.ts', ['1', undefined, 'warning', 'glanceshift.unparsable']],
    ['src/secret.ts', ['1', undefined, 'error', 'glanceshift.unreadable']],
    ['web/a "quoted" name é.js', ['2', '48', 'warning', 'glanceshift.images-detail']],
  ]);
});
