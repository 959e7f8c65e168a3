import { createHash } from 'node:crypto';
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/finding.ts';
import { render } from '../src/report/index.ts';
import { renderStepSummary } from '../src/report/step-summary.ts';
import { at, finding, fullReport, report } from './report-samples.ts';

const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"onclick="alert(1)',
  "'onclick='alert(1)",
  '`|`` [a](javascript:alert(1)) ![b](http://example.com/x.png) @everyone #1 $x$ *b* __u__ ~~s~~',
  '\u001B]0;title\u0007\u202E\u2066 &lt;',
].join(' ');

/** Every place that can hold a user's text holds the hostile one. */
function hostileReport(): Report {
  const file = `src/${HOSTILE}/é.js`;
  const sources = new Map([[file, `// ${HOSTILE}\nfetch('/v1.1/images/detail'); // ${HOSTILE}\n`]]);
  const span = at(sources, file, '/v1.1/images/detail');
  const blockers = [{ code: 'unknown-prefix' as const, span, args: { prefix: HOSTILE } }];
  const notes = [{ code: 'ignored-parameter', span, args: { name: HOSTILE } }];
  const trace = [{ role: 'path' as const, span, text: HOSTILE }];
  const fix = { kind: 'unsafe' as const, edits: [{ ...span, text: HOSTILE }] };
  return report(sources, {
    findings: [finding(span, { blockers, notes, trace, fix }), finding(span, { message: HOSTILE })],
    suppressed: [
      { ...finding(span), suppression: { kind: 'inline', reason: HOSTILE } },
      { ...finding(span), suppression: { kind: 'baseline', reason: HOSTILE } },
    ],
    problems: [{ code: 'unparsable', file, message: HOSTILE, fatal: false }],
  });
}

const CONTROL = /(?![\n\t])[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

describe('markdown', () => {
  const data = fullReport();

  test('every finding is in the list once, with the place and what can be done', async () => {
    const text = await render('markdown', data);
    const items = [...text.matchAll(/^- \[( |x)\] (`[^`]+`).*\((.*)\)$/gm)].map(
      ([, tick, place, remark]) => `${tick}${place} ${remark}`,
    );
    expect(items).toEqual([
      ' `docs/images & more.md:3:11` by hand',
      ' `legacy/load.js:2:40` by hand',
      ' `src/urls.ts:4:12` by hand, recorded as known, owner &#64;images',
      ' `src/api/images.ts:5:26` `--fix`',
      ' `web/a "quoted" name é.js:2:48` `--fix --unsafe`, to be looked at',
    ]);
    expect(text).toContain('- `src/secret.ts`: unreadable, cannot be read');
    expect(text).toContain('- `src/api/images.ts:8:10`: served by a mock -- see &#35;12');
  });

  test('what this run has fixed is ticked', async () => {
    const [first, ...rest] = data.findings;
    const fixed = first === undefined ? [] : [first];
    const text = await render('markdown', { ...data, findings: rest }, { fixed });
    expect(text).toContain('- [x] `docs/images & more.md`: GET /v1.1/images/detail');
    expect(text).toContain('## `docs` (1 of 1 done)');
  });
});

/** Markdown without what stands between fences of backticks. */
const outsideCode = (text: string): string => text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');

test.each([
  ['markdown', () => render('markdown', hostileReport())],
  ['step summary', async () => renderStepSummary(hostileReport())],
])('%s: text of users has no meaning of its own', async (_, make) => {
  const text = await make();
  expect(text).not.toMatch(CONTROL);
  const outside = outsideCode(text);
  expect(outside).not.toMatch(/<(?:script|img)/);
  expect(outside).not.toMatch(/\]\(|@everyone|#1\b|\$x\$|\*b\*|__u__|~~/);
  // Every line is one of ours: the hostile text has begun none.
  for (const line of text.split('\n')) expect(line).toMatch(/^(#|-|\||\*\*| {2}- |$)/);
});

test('step summary: one row for each finding, as many as there is room for', () => {
  const sources = new Map([['a.ts', '/v1.1/images/detail']]);
  const span = at(sources, 'a.ts', '/v1.1/images/detail');
  const rowsOf = (text: string): string[] => text.split('\n').filter(line => /^\| error/.test(line));
  const rows = (count: number): Report =>
    report(sources, { findings: Array.from({ length: count }, () => finding(span)) });
  expect(rowsOf(renderStepSummary(rows(3)))).toHaveLength(3);
  const full = renderStepSummary(rows(20_000));
  expect(Buffer.byteLength(full)).toBeLessThan(1024 * 1024);
  const left = Number(/\| (\d+) more findings \|/.exec(full)?.[1]);
  expect(rowsOf(full)).toHaveLength(20_000 - left);
});

describe('html', () => {
  /** Reads a page without running what is in it. */
  const open = (page: string) => {
    const window = new Window({ settings: { disableJavaScriptEvaluation: true } as never });
    window.document.write(page);
    return window.document;
  };

  test.each([
    ['a full report', fullReport],
    ['hostile text', hostileReport],
  ])('%s: one page that loads nothing and runs only its own script', async (_, make) => {
    const page = await render('html', make(), { owners: () => HOSTILE });
    const document = open(page);
    const scripts = [...document.querySelectorAll('script')];
    expect(scripts).toHaveLength(1);
    expect([...document.querySelectorAll('img, iframe, object, embed, base, style ~ style')]).toEqual([]);
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
    const hashOf = (text = ''): string => createHash('sha256').update(text).digest('base64');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${hashOf(/<script>([\s\S]*?)<\/script>/.exec(page)?.[1])}'`);
    expect(policy).toContain(`style-src 'sha256-${hashOf(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1])}'`);
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^style$/);
        if (name === 'src' || name === 'href') expect(value).toMatch(/^(#|https:\/\/|data:,$)/);
      }
    }
    expect(page).not.toMatch(CONTROL);
  });

  test('has every finding with its code, its reasons and the change', async () => {
    const data = fullReport();
    const document = open(await render('html', data));
    const cards = [...document.querySelectorAll('details.finding')];
    expect(cards).toHaveLength(data.findings.length + (data.suppressed?.length ?? 0));
    expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
    const text = document.body.textContent;
    expect(text).toContain('What holds the fix back');
    expect(text).toContain("+   return data.images.filter((image: Image) => image.visibility === 'public');");
    expect(document.querySelector('#none')?.hasAttribute('hidden')).toBe(true);
  });

  test('knows owners where somebody tells them', async () => {
    const owners = (path: string) => (path.startsWith('src/') ? '@images' : undefined);
    const document = open(await render('html', fullReport(), { owners }));
    const buttons = [...document.querySelectorAll('button[data-filter=owner]')];
    expect(buttons.map(button => [button.textContent, button.getAttribute('data-value')])).toEqual([
      ['no owner', ''],
      ['@images', '@images'],
    ]);
    const without = open(await render('html', fullReport()));
    expect(without.querySelectorAll('button[data-filter=owner]')).toHaveLength(0);
  });

  test('says so where there is nothing', async () => {
    const document = open(await render('html', report(new Map())));
    expect(document.querySelector('#none')?.hasAttribute('hidden')).toBe(false);
    expect(document.querySelector('.total')?.textContent).toBe('no findings');
  });
});
