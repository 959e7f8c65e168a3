import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addFiles, makeFolder, read, run } from './sandbox.ts';

const CALL = "await fetch('/v1.1/images/detail');\n";

test('the annotations of GitHub come with a table on the page of the run', () => {
  const cwd = makeFolder({ 'a.ts': CALL, 'summary.md': 'what a step before said\n' });
  const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
  const { status, out } = run(cwd, ['-f', 'github', 'a.ts'], { env });
  expect([status, out]).toEqual([1, expect.stringMatching(/^::error file=a\.ts,line=1/)]);
  const summary = read(cwd, 'summary.md');
  expect(summary).toMatch(/^what a step before said\n## glanceshift\n/);
  expect(summary).toContain('| error | `a.ts:1:7` |');
});

test('other formats and other surroundings leave that page alone', () => {
  const cwd = makeFolder({ 'a.ts': CALL, 'summary.md': '' });
  run(cwd, ['-f', 'json', 'a.ts'], { env: { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') } });
  expect(run(cwd, ['-f', 'github', 'a.ts'], { env: { GITHUB_STEP_SUMMARY: '' } }).status).toBe(1);
  expect(read(cwd, 'summary.md')).toBe('');
});

test('a page of the run that cannot be written is a failure', () => {
  const cwd = makeFolder({ 'a.ts': CALL });
  const env = { GITHUB_STEP_SUMMARY: join(cwd, 'no/such/folder.md') };
  const { status, err } = run(cwd, ['-f', 'github', 'a.ts'], { env });
  expect([status, err]).toEqual([2, 'glanceshift: GITHUB_STEP_SUMMARY: cannot be written (ENOENT)\n']);
});

test('the page of the report tells owners where the repository does', () => {
  const cwd = makeFolder({ 'web/a.ts': CALL, 'web/b.ts': CALL });
  expect(run(cwd, ['-f', 'html']).out).not.toContain('By owner');
  addFiles(cwd, { '.github/CODEOWNERS': '/web/ @web\n/web/b.ts @images @core\n' });
  for (const [folder, prefix] of [
    [cwd, 'web/'],
    [join(cwd, 'web'), ''],
  ] as const) {
    const { out } = run(folder, ['-f', 'html']);
    expect(out).toContain('By owner');
    expect(out).toMatch(
      new RegExp(`data-owner="@web"(?:(?!data-owner)[\\s\\S])*>${prefix.replace('/', '/<wbr>')}a\\.ts`),
    );
    expect(out).toContain('data-owner="@images @core"');
  }
});

test('a byte order mark counts in the line hash, as it does where GitHub computes it', () => {
  const cwd = makeFolder({ 'a.ts': CALL, 'bom.ts': `\uFEFF${CALL}` });
  const { results } = JSON.parse(run(cwd, ['-f', 'sarif']).out).runs[0];
  const hashes = results.map(
    (row: { partialFingerprints: object }) => Object.values(row.partialFingerprints)[0],
  );
  expect(hashes).toHaveLength(2);
  expect(hashes[0]).not.toBe(hashes[1]);
});
