import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readTree } from './fixture-cases.ts';
import { git, makeRepository, run } from './sandbox.ts';

const demo = Object.fromEntries(readTree('fixtures/demo') ?? []);

/** The findings of a report, each with its file and the kind of its fix. */
function findingsIn(report: string): { file: string; fix: string }[] {
  const pattern = /^(\S+):\d+:\d+ {2}(?:error|warning|note) {2}[\s\S]*?^ {2}fix: (\w+)/gm;
  return [...report.matchAll(pattern)].map(([, file = '', fix = '']) => ({ file, fix }));
}

/** What the compiler has to say of the TypeScript part. */
function typeErrors(folder: string): string[] {
  const path = join(folder, 'tsconfig.json');
  const config = ts.parseConfigFileTextToJson(path, readFileSync(path, 'utf8')).config;
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const program = ts.createProgram(fileNames, options);
  expect(fileNames.length).toBeGreaterThan(10);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
}

describe('the demo application', () => {
  test('shows findings of all kinds, and leaves the look-alike alone', () => {
    const { status, out } = run(makeRepository(demo), ['.']);
    const found = findingsIn(out);
    expect(status).toBe(1);
    expect(found.length).toBeGreaterThanOrEqual(8);
    expect(new Set(found.map(({ fix }) => fix))).toEqual(new Set(['safe', 'unsafe', 'none']));
    expect(found.filter(({ fix }) => fix !== 'none').length).toBeGreaterThan(found.length / 2);
    expect(found.map(({ file }) => file)).not.toContain('src/compute.ts');
    expect(demo['src/compute.ts']).toContain('/images/detail');
  });

  test('is found where the README says', () => {
    const { status, out } = run('.', ['fixtures/demo']);
    expect(status).toBe(1);
    expect(findingsIn(out).length).toBeGreaterThanOrEqual(8);
  });

  test('the patch is one that git takes, and what it gives type-checks', () => {
    const folder = makeRepository(demo);
    expect(typeErrors(folder)).toEqual([]);
    const { out: patch } = run(folder, ['--diff', '--unsafe', '.']);
    mkdirSync(join(folder, '.git/patches'));
    writeFileSync(join(folder, '.git/patches/fix'), patch);
    git(folder, 'apply', '--check', '.git/patches/fix');
    git(folder, 'apply', '.git/patches/fix');
    expect(git(folder, 'diff', '--stat')).toContain('src/model.ts');
    expect(typeErrors(folder)).toEqual([]);
    expect(findingsIn(run(folder, ['.']).out).map(({ fix }) => fix)).toEqual(['none', 'none']);
  });
});
