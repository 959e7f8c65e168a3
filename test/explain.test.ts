import { describe, expect, test } from 'vitest';
import { explain } from '../src/cli/explain.ts';
import { EXAMPLES } from '../src/cli/explain-examples.ts';
import { applyEdits, compareSpans } from '../src/finding.ts';
import { scan } from '../src/index.ts';
import { BLOCKER_CODES, blockerWords } from '../src/messages.ts';
import { rule } from './report-samples.ts';
import { makeFolder } from './sandbox.ts';

/** Gaps in the words that nothing was put into. */
const GAP = /(?<!\$)\{\w+\}|undefined/;

test('every blocker has an example, and no example is of a blocker that is gone', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual([...BLOCKER_CODES].sort());
});

/** What no piece of code is known to show: the last line of defence. */
const UNSEEN = 'not-verified';

describe.each([...BLOCKER_CODES])('%s', code => {
  test('is told in full: what, why, what to do, what it does to the fix, an example', async () => {
    const text = await explain(code);
    expect(text).not.toMatch(GAP);
    expect(text).toMatch(new RegExp(`^${code}: `));
    for (const part of [/^Why: {2}\S/m, /^Do: {3}\S/m, /^(No fix is made|The fix is unsafe)/m]) {
      expect(text).toMatch(part);
    }
    const [, what = '', example = ''] = /^What: (.*)$[\s\S]*Example:\n([\s\S]*)/m.exec(text) ?? [];
    expect([what, example]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/^ {4}\S/)]);
    if (code !== UNSEEN) expect(await toldOf(example, EXAMPLES[code].file)).toContain(`${code}: ${what}`);
  });
});

/** What the program says of an example. */
async function toldOf(example: string, file?: string): Promise<string[]> {
  const code = example.replace(/^ {4}/gm, '');
  const text = file === undefined ? `${code}\nexport {};\n` : code;
  const { findings } = await scan({ files: new Map([[file ?? 'example.ts', text]]) });
  return findings.flatMap(({ blockers }) =>
    blockers.map(({ code, args }) => `${code}: ${blockerWords(code, args).what}`),
  );
}

test('every note is told in full, with where it applies', async () => {
  for (const code of Object.keys(rule.notes)) {
    const text = await explain(code);
    expect(text).not.toMatch(GAP);
    expect(text).toContain(`--accept ${code}`);
    expect(text.split('Example:\n')[1]).toMatch(/^ {4}(a call that|a read of|every call)/);
  }
});

test('a rule is told with all that becomes of it', async () => {
  const text = await explain(rule.id);
  expect(text).not.toMatch(GAP);
  const names = [rule.query.parameters, rule.query.add, rule.response.fields, rule.notes].flatMap(
    Object.keys,
  );
  expect(names.filter(name => !text.includes(`  ${name}`))).toEqual([]);
  expect(text).not.toContain('Dates:');
});

test('the example of a rule is what its fix makes', async () => {
  const [before = '', after = ''] =
    (await explain(rule.id))
      .split('Example:\n')[1]
      ?.split('\n')
      .map(line => line.trim()) ?? [];
  const { findings } = await scan({ files: new Map([['a.js', before]]) });
  const fixed = applyEdits(before, findings[0]?.fix?.edits.toSorted(compareSpans) ?? []);
  expect(fixed).toBe(after);
});

test('a rule of the project is told, with its dates', async () => {
  const deprecated = { ...rule.deprecated, since: '2026-01-31', sunset: '2027-01-31' };
  const own = { ...rule, id: 'our-images', deprecated };
  const cwd = makeFolder({ 'own.json': JSON.stringify(own) });
  const text = await explain('our-images', ['own.json'], cwd);
  expect(text).toContain('Dates: deprecated since 2026-01-31, switched off on 2027-01-31\n');
});
