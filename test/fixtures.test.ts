import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { type FixResult, render, type Scan } from '../src/index.ts';
import { BLOCKER_CODES, type BlockerCode } from '../src/messages.ts';
import { type Case, type Files, loadCases, writeTree } from './fixture-cases.ts';
import { type Outcome, outcomeOf, recordOf, sorted, without } from './fixture-outcomes.ts';

const cases = loadCases();
const UPDATE = process.env.UPDATE === '1';

/** The outcomes of a case by its files: what nothing changes, or only one of two fixes, is not analysed again. */
const outcomes = new Map<Case, Map<string, Promise<Outcome>>>();
const outcomeFor = (one: Case, files: Files = one.before): Promise<Outcome> => {
  const own = outcomes.get(one) ?? new Map<string, Promise<Outcome>>();
  outcomes.set(one, own);
  const key = JSON.stringify([...files]);
  const known = own.get(key) ?? outcomeOf(files, one);
  own.set(key, known);
  return known;
};

const withText = (files: Files, change: (text: string) => string): Files =>
  new Map([...files].map(([path, text]) => [path, change(text)]));
const lineEnds = (end: string) => (text: string) => text.replace(/\r?\n/g, end);
const withMark = (text: string) => `\uFEFF${text.replace(/^\uFEFF/, '')}`;

describe.each(cases.map(one => [`${one.rule}/${one.name}`, one] as const))('%s', (_, one) => {
  test('gives what is on record', async () => {
    const outcome = await outcomeFor(one);
    const { after, afterUnsafe } = recordOf(outcome, one);
    const report = await render('pretty', outcome.scanned);
    if (UPDATE) {
      writeFileSync(join(one.folder, 'findings.txt'), report);
      writeTree(join(one.folder, 'after'), after);
      writeTree(join(one.folder, 'after-unsafe'), afterUnsafe);
      return;
    }
    expect(report).toBe(one.findings);
    expect(sorted(after)).toEqual(sorted(one.after));
    expect(sorted(afterUnsafe)).toEqual(sorted(one.afterUnsafe));
  });

  test('what is rewritten parses and has nothing left to fix', async () => {
    const { after, afterUnsafe } = await outcomeFor(one);
    const again = await outcomeFor(one, after);
    expect(again.safe.changes).toEqual([]);
    const unsafe = await outcomeFor(one, afterUnsafe);
    expect([...unsafe.safe.changes, ...unsafe.unsafe.changes]).toEqual([]);
    for (const files of [after, afterUnsafe]) {
      for (const [path, text] of files)
        expect(syntaxErrors(path, text)).toEqual(syntaxErrors(path, one.before.get(path) ?? ''));
    }
  });

  test('changes what its edits say and not a byte beside them', async () => {
    const { safe, unsafe } = await outcomeFor(one);
    for (const { changes, fixed } of [safe, unsafe]) {
      for (const { path, before, after } of changes) {
        if (before !== undefined) expect(after).toBe(withEdits(path, before, fixed));
      }
    }
  });

  test('line ends and byte order marks make no difference and are kept', async () => {
    const { after, afterUnsafe, scanned } = await outcomeFor(one);
    for (const change of [lineEnds('\n'), (text: string) => withMark(lineEnds('\r\n')(text))]) {
      const other = await outcomeFor(one, withText(one.before, change));
      expect(other.scanned.findings.map(tell)).toEqual(scanned.findings.map(tell));
      expect(sorted(without(other.after, one))).toEqual(sorted(withText(without(after, one), change)));
      const rest = without(afterUnsafe, one);
      expect(sorted(without(other.afterUnsafe, one))).toEqual(sorted(withText(rest, change)));
    }
  });
});

const tell = ({ blockers, notes, fix: planned, severity }: Scan['findings'][number]) => [
  severity,
  planned?.kind,
  blockers.map(({ code }) => code),
  notes.map(({ code }) => code),
];

const counts = new Map<string, number>();

/** Most files are the same in all outcomes of a case, and are parsed once. */
function syntaxErrors(path: string, text: string): number {
  if (!/\.[cm]?[jt]sx?$/.test(path)) return 0;
  const key = JSON.stringify([path, text]);
  const count = counts.get(key) ?? countErrors(path, text);
  counts.set(key, count);
  return count;
}

function countErrors(path: string, text: string): number {
  // Nothing is made of a declaration file, which ends the compiler with an error.
  const options = {
    fileName: path.replace(/\.d\.([cm]?ts)$/, '.$1'),
    reportDiagnostics: true,
    compilerOptions: { jsx: ts.JsxEmit.Preserve },
  };
  return ts.transpileModule(text, options).diagnostics?.length ?? 0;
}

/** The text with the edits put in one after the other, from the last to the first. */
function withEdits(path: string, before: string, fixed: FixResult['fixed']): string {
  const mark = before.startsWith('\uFEFF') ? '\uFEFF' : '';
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const edits = fixed.flatMap(finding => finding.fix?.edits ?? []).filter(({ file }) => file === path);
  const unique = new Map(edits.map(edit => [JSON.stringify(edit), edit]));
  return [...unique.values()]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .reverse()
    .reduce(
      (text, { start, end: stop, text: put }) =>
        text.slice(0, start + mark.length) + lineEnds(end)(put) + text.slice(stop + mark.length),
      before,
    );
}

/** Codes that no source can show, with the reason. */
const NOT_SHOWN: Partial<Record<BlockerCode, string>> = {
  'not-verified': 'a fix that fails its own check is a mistake of the tool',
};

describe('the cases together', () => {
  const rules = [...new Set(cases.map(({ rule }) => rule))].filter(rule => !rule.startsWith('_'));

  test.each(rules)('%s has plain, look-alike and blocked cases', async rule => {
    const own = await Promise.all(cases.filter(one => one.rule === rule).map(one => outcomeFor(one)));
    const isPlain = ({ safe, scanned }: Outcome) => safe.fixed.length > 0 && scanned.problems.length === 0;
    const isBlocked = ({ scanned }: Outcome) =>
      scanned.findings.some(({ blockers, fix: planned }) => blockers.length > 0 && planned === undefined);
    expect(own.filter(isPlain).length).toBeGreaterThan(0);
    expect(own.filter(({ scanned }) => scanned.findings.length === 0).length).toBeGreaterThan(0);
    expect(own.filter(isBlocked).length).toBeGreaterThan(0);
  });

  test('every blocker and every note is shown', async () => {
    const all = await Promise.all(cases.map(one => outcomeFor(one)));
    const left = all.flatMap(({ safe, unsafe }) => [...safe.left, ...unsafe.left]);
    const findings = [...all.flatMap(({ scanned }) => scanned.findings), ...left];
    const blockers = new Set<string>(findings.flatMap(finding => finding.blockers.map(({ code }) => code)));
    const notes = new Set(findings.flatMap(finding => finding.notes.map(({ code }) => code)));
    const rules = all.flatMap(({ scanned }) => scanned.rules);
    expect(BLOCKER_CODES.filter(code => !blockers.has(code))).toEqual(Object.keys(NOT_SHOWN));
    expect(rules.flatMap(rule => Object.keys(rule.notes)).filter(code => !notes.has(code))).toEqual([]);
  });
});
