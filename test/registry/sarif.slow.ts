import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Log } from 'sarif';
import { beforeAll, describe, expect, test } from 'vitest';
import { render } from '../../src/report/index.ts';
import { fullReport, report } from '../report-samples.ts';
import { addFiles, git, makeFolder, makeRepository, run } from '../sandbox.ts';
import { installMultitool } from './multitool.ts';

const CALL = "export const list = () => fetch('/v1.1/images/detail');\n";

let multitool = '';
beforeAll(() => {
  multitool = installMultitool();
});

/** What the validator has to say of a log, with the rules of SARIF and those of GitHub's code scanning. */
function validate(log: string): string[] {
  const folder = makeFolder({ 'log.sarif': log });
  const output = join(folder, 'out.sarif');
  const args = ['validate', join(folder, 'log.sarif'), '--rule-kind', 'Sarif;Ghas', '--output', output];
  // Its exit status is 0 whatever it finds.
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  execFileSync(multitool, args, { env, stdio: 'ignore' });
  const { runs }: Log = JSON.parse(readFileSync(output, 'utf8').replace(/^\uFEFF/, ''));
  expect(runs[0]?.invocations?.[0]?.toolExecutionNotifications ?? []).toEqual([]);
  return (runs[0]?.results ?? []).map(
    ({ ruleId, level, message }) =>
      `${ruleId} ${level ?? 'warning'}: ${[message.id, ...(message.arguments ?? [])].join(' ')}`,
  );
}

/** The project has no page of its own to name. */
const KNOWN = ['SARIF2005 warning: Warning_ProvideToolnformationUri runs[0].tool.driver glanceshift'];

const sarifOf = (cwd: string, ...args: string[]): string => run(cwd, ['-f', 'sarif', ...args]).out;

describe("Microsoft's validator finds nothing wrong with", () => {
  test('a report with everything in it, and one with nothing', async () => {
    expect(validate(await render('sarif', fullReport(), { version: '1.2.3' }))).toEqual(KNOWN);
    expect(validate(await render('sarif', report(new Map()), { version: '1.2.3' }))).toEqual(KNOWN);
  });

  test('the report of the demo, before and after its fixes', () => {
    const cwd = makeFolder();
    execFileSync('cp', ['-r', `${resolve('fixtures/demo')}/.`, cwd]);
    expect(validate(sarifOf(cwd))).toEqual(KNOWN);
    expect(validate(sarifOf(cwd, '--fix', '--unsafe'))).toEqual(KNOWN);
  });

  test('odd names, records, comments, problems, texts and calls over several files', () => {
    const cwd = makeRepository({
      'a b/[id] ü.ts': CALL,
      'a\\b:c%.ts': CALL,
      'url.ts': "export const URL = '/v1.1/images/detail';\n",
      'use.ts': "import { URL } from './url';\nfetch(URL);\n",
      'kept.ts': `// glanceshift-disable-next-line images-detail -- frozen\n${CALL}`,
      'list.sh': 'curl /v1.1/images/detail\n',
      'broken.ts': "export const = fetch('/v1.1/images/detail'\n",
      'known.ts': CALL,
    });
    run(cwd, ['--suppress-all', 'known.ts']);
    const log = sarifOf(cwd);
    const kinds = (JSON.parse(log) as Log).runs[0]?.results?.flatMap(({ suppressions = [] }) => suppressions);
    expect(new Set(kinds?.map(({ kind }) => kind))).toEqual(new Set(['inSource', 'external']));
    expect(validate(log)).toEqual(KNOWN);
  });

  test('a run that could not judge all it was asked for', () => {
    const cwd = makeRepository({ 'a.ts': '' });
    git(cwd, 'checkout', '--quiet', '-b', 'other');
    addFiles(cwd, { 'a.ts': '1' });
    git(cwd, 'commit', '--quiet', '--all', '--message=1');
    git(cwd, 'checkout', '--quiet', 'main');
    addFiles(cwd, { 'a.ts': '2' });
    git(cwd, 'commit', '--quiet', '--all', '--message=2');
    expect(() => git(cwd, 'merge', '--quiet', 'other')).toThrow();
    const log = sarifOf(cwd, '--staged');
    expect((JSON.parse(log) as Log).runs[0]?.invocations).toMatchObject([{ executionSuccessful: false }]);
    expect(validate(log)).toEqual(KNOWN);
  });
});

test('it would find what is wrong', () => {
  const log: Log = JSON.parse(sarifOf(makeFolder({ 'a.ts': CALL })));
  const result = log.runs[0]?.results?.[0];
  const place = result?.locations?.[0]?.physicalLocation;
  if (place?.region === undefined || result === undefined) throw new RangeError('no result');
  place.artifactLocation = { uri: 'a b\\c.ts' };
  place.region = { startLine: 3, endLine: 1, startColumn: 2, endColumn: 1 };
  result.ruleId = 'another-rule';
  expect(validate(JSON.stringify(log)).filter(line => line.includes(' error: ')).length).toBeGreaterThan(1);
});
