import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../src/finding.ts';
import { render } from '../src/report/index.ts';
import { fullReport, report } from './report-samples.ts';
import { makeFolder } from './sandbox.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Every element of a page that has a text of its own, with the colours that it is seen in; runs in the page. */
const TEXTS = `[...document.body.querySelectorAll('*')]
  .filter(element => !/^(SCRIPT|STYLE|OPTION)$/.test(element.tagName))
  .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== ''))
  .map(element => {
    const groundOf = node => {
      const color = getComputedStyle(node).backgroundColor;
      return color === 'rgba(0, 0, 0, 0)' && node.parentElement ? groundOf(node.parentElement) : color;
    };
    return { name: element.tagName + '.' + element.className, color: getComputedStyle(element).color, ground: groundOf(element) };
  })`;

type Seen = { name: string; color: string; ground: string };

/** How much light a colour gives, by the formula of WCAG. */
function lightOf(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(value => {
    const part = Number(value) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrastOf({ color, ground }: Seen): number {
  const [low = 0, high = 0] = [lightOf(color), lightOf(ground)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** What a browser does with the page; needs Debian's `chromium`, which the build installs. */
describe.runIf(existsSync(CHROMIUM) || process.env.CI)('the page of a report in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  /** Opens a report; what goes wrong in the page, or is fetched, is noted in `faults`. */
  async function open(data: Report, look: BrowserContextOptions = {}) {
    const owners = (path: string) => (path.startsWith('src/') ? '@images' : undefined);
    const file = join(makeFolder(), 'report.html');
    writeFileSync(file, await render('html', data, { owners }));
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, ...look });
    const faults: string[] = [];
    page.on('console', message => faults.push(message.text()));
    page.on('pageerror', error => faults.push(error.message));
    page.on('dialog', dialog => faults.push(`dialog: ${dialog.message()}`));
    page.on('request', request => {
      if (!/^(file|data):/.test(request.url())) faults.push(`request: ${request.url()}`);
    });
    const url = pathToFileURL(file).href;
    await page.goto(url);
    return { page, faults, url };
  }

  const shown = (page: Page) => page.locator('details.finding:visible').count();
  const said = (page: Page) => page.locator('#shown').textContent();

  test.each(['light', 'dark'] as const)(
    '%s: nothing goes wrong, and every text can be read',
    async colorScheme => {
      const { page, faults } = await open(fullReport(), { colorScheme });
      await page.click('#open-all');
      expect(await page.locator('details.finding[open]').count()).toBe(6);
      const seen: Seen[] = await page.evaluate(TEXTS);
      expect(seen.length).toBeGreaterThan(100);
      expect(seen.filter(row => contrastOf(row) < 4.5)).toEqual([]);
      const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 28)' : 'rgb(255, 255, 255)');
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  test('choices and words narrow the list down, and it says what is left', async () => {
    const { page, faults } = await open(fullReport());
    expect([await shown(page), await said(page)]).toEqual([6, '6 of 6 shown']);
    await page.selectOption('select[name=severity]', 'error');
    expect([await shown(page), await said(page)]).toEqual([4, '4 of 6 shown']);
    await page.selectOption('select[name=state]', 'open');
    await page.selectOption('select[name=reasons]', 'opaque-query');
    expect(await said(page)).toBe('1 of 6 shown');
    await page.click('button[type=reset]');
    await expect.poll(() => said(page)).toBe('6 of 6 shown');
    await page.fill('input[type=search]', 'QUOTED name');
    expect([await shown(page), await said(page)]).toEqual([1, '1 of 6 shown']);
    await page.fill('input[type=search]', 'nothing has this');
    expect([await shown(page), await page.locator('#none').isVisible()]).toEqual([0, true]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test.each([
    ['folder', 'legacy', '1 of 6 shown'],
    ['owner', '@images', '3 of 6 shown'],
    ['owner', '', '3 of 6 shown'],
  ])('a row of a table leads to its findings: %s %j', async (filter, value, words) => {
    const { page } = await open(fullReport());
    await page.click(`button[data-filter=${filter}][data-value="${value}"]`);
    expect(await said(page)).toBe(words);
    expect(await page.evaluate('document.activeElement.name')).toBe(filter);
    await page.close();
  });

  test('everything can be done with the keyboard', async () => {
    const { page } = await open(fullReport());
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the findings');
    await page.keyboard.press('/');
    await page.keyboard.type('legacy');
    expect(await said(page)).toBe('1 of 6 shown');
    expect(await page.inputValue('input[type=search]')).toBe('legacy');
    await page.keyboard.press('Escape');
    expect(await said(page)).toBe('6 of 6 shown');
    await page.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('details.finding').first().getAttribute('open')).toBe('');
    await page.close();
  });

  test('a link to a finding opens it, and paper shows all of them', async () => {
    const { page, url } = await open(fullReport());
    const id = await page.locator('details.finding').nth(2).getAttribute('id');
    await page.goto(`${url}#${id}`);
    expect(await page.locator('details.finding[open]').count()).toBe(1);
    const countOpen = () => page.locator('details.finding[open]').count();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const onPaper = await countOpen();
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect([onPaper, await countOpen()]).toEqual([6, 1]);
    await page.close();
  });

  test('on a phone nothing is wider than the screen', async () => {
    const { page, faults } = await open(fullReport(), { viewport: { width: 360, height: 740 } });
    await page.click('#open-all');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const controls = await page.locator('button, select, input, summary, .legend li, .flag').all();
    const boxes = await Promise.all(controls.map(control => control.boundingBox()));
    const outside = boxes.filter(box => box !== null && box.x + box.width > 360);
    expect(outside).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  /** Many calls in folders that lie deep, of owners with long names. */
  const manyFolders = (): Report => {
    const [first] = fullReport().findings;
    if (first === undefined) throw new RangeError('no sample');
    const text = "fetch('/v1.1/images/detail')";
    const files = Array.from(
      { length: 60 },
      (_, index) => `src/part-${index % 3}/with/a/long/way/down/to/the-place-of-the-call-${index}/a.js`,
    );
    const span = { start: text.indexOf('/v1.1'), end: text.length - 2 };
    const findings = files.map(file => ({
      ...first,
      span: { file, ...span },
      trace: [],
      blockers: [],
      notes: [],
    }));
    return report(new Map(files.map(file => [file, text])), { findings });
  };

  test('a table of folders is short enough to be an overview, and each row leads to all that it counts', async () => {
    const { page } = await open(manyFolders());
    expect(await page.locator('button[data-filter=folder]').allTextContents()).toEqual([
      'src/part-0/with/a/long/way/down/to',
      'src/part-1/with/a/long/way/down/to',
      'src/part-2/with/a/long/way/down/to',
    ]);
    await page.click('button[data-filter=folder] >> nth=1');
    expect(await said(page)).toBe('20 of 60 shown');
    await page.close();
  });

  test.each([320, 375])('long names fit on a screen of %i pixels', async width => {
    const { page } = await open(manyFolders(), { viewport: { width, height: 740 } });
    const controls = await page.locator('button, select, input, summary').all();
    const boxes = await Promise.all(controls.map(control => control.boundingBox()));
    expect(boxes.filter(box => box !== null && box.x + box.width > width)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.close();
  });

  test('on paper it is black on white, with its marks', async () => {
    const { page } = await open(manyFolders(), { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const seen: Seen[] = await page.evaluate(TEXTS);
    expect(seen.filter(row => contrastOf(row) < 4.5)).toEqual([]);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    const marks = await page.evaluate(
      "[...document.querySelectorAll('mark, del, ins')].map(mark => getComputedStyle(mark).printColorAdjust)",
    );
    expect(new Set(marks as string[])).toEqual(new Set(['exact']));
    await page.close();
  });

  test('without scripts everything is there, and nothing that would not work', async () => {
    const { page } = await open(fullReport(), { javaScriptEnabled: false });
    expect(await page.locator('#filters').isVisible()).toBe(false);
    await page.locator('summary').nth(1).click();
    expect(await page.locator('.reasons').first().isVisible()).toBe(true);
    await page.close();
  });

  test('text of users is text, in every place that holds some', async () => {
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'><b>';
    const file = `a/${evil}.js`;
    const text = `${evil}\n'/v1.1/images/detail' ${evil}`;
    const [first] = fullReport().findings;
    if (first === undefined) throw new RangeError('no sample');
    const span = { file, start: text.indexOf('/v1.1'), end: text.indexOf('/v1.1') + 19 };
    const fix = { kind: 'unsafe' as const, edits: [{ ...span, text: evil }] };
    const trace = [{ role: 'path' as const, span, text: evil }];
    const findings = [{ ...first, span, trace, fix, message: evil }];
    const problems = [{ code: 'unparsable' as const, file, message: evil, fatal: false }];
    const { page, faults } = await open(report(new Map([[file, text]]), { findings, problems }));
    await page.click('#open-all');
    expect(await page.locator('.headline').textContent()).toContain(evil);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });
});
