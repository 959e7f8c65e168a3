import { describe, expect, test } from 'vitest';
import { turnDownByDate } from '../src/config/sunset.ts';
import { rule } from './report-samples.ts';
import { makeFolder, run } from './sandbox.ts';

const SUNSET = '2027-03-31';
const dated = { ...rule, deprecated: { ...rule.deprecated, sunset: SUNSET } };
const never = () => {
  throw new Error('nobody may ask for the date');
};

describe('while the day is far away, findings are warnings', () => {
  test.each([
    ['2026-12-10', 'warning', ''],
    ['2026-12-17', 'warning', ''],
    ['2026-12-18', 'warning', 'counts in full from 2027-01-01 on'],
    ['2026-12-31', 'warning', 'counts in full from 2027-01-01 on'],
    ['2027-01-01', undefined, 'is switched off on 2027-03-31 (today is 2027-01-01)'],
    ['2027-03-31', undefined, 'is switched off on 2027-03-31 (today is 2027-03-31)'],
    ['2027-04-01', undefined, 'was switched off on 2027-03-31 (today is 2027-04-01)'],
  ])('%s: %s', (today, severity, told) => {
    const result = turnDownByDate([dated], {}, { days: 89 }, () => today);
    expect(result.severities[rule.id]).toBe(severity);
    expect(result.notices.join('\n')).toContain(told);
    expect(result.notices).toHaveLength(told === '' ? 0 : 1);
  });

  test('what the project has turned down further stays there', () => {
    const severityOf = (setting: 'off' | 'note' | 'on' | 'error' | 'warning') =>
      turnDownByDate([dated], { [rule.id]: setting }, { days: 1 }, () => '2026-01-01').severities[rule.id];
    expect(severityOf('off')).toBe('off');
    expect(severityOf('note')).toBe('note');
    for (const setting of ['on', 'error', 'warning'] as const) expect(severityOf(setting)).toBe('warning');
  });

  test('the day of the project counts before that of the rule', () => {
    const sunset = { days: 0, dates: { [rule.id]: '2028-01-01' } };
    expect(turnDownByDate([dated], {}, sunset, () => '2027-12-31').severities[rule.id]).toBe('warning');
    expect(turnDownByDate([rule], {}, sunset, () => '2028-01-01').severities[rule.id]).toBeUndefined();
  });
});

test('nothing of it happens unless it is asked for', () => {
  const severities = { [rule.id]: 'error' as const };
  expect(turnDownByDate([dated], severities, {}, never)).toEqual({ severities, notices: [] });
});

test('a setting that changes nothing says so', () => {
  expect(turnDownByDate([rule], {}, { days: 90 }, never).notices).toEqual([
    expect.stringContaining('--sunset-days changes nothing'),
  ]);
});

describe('on the command line', () => {
  const CALL = "await fetch('/v1.1/images/detail');\n";
  const config = JSON.stringify({ sunset: { days: 30, dates: { 'images-detail': SUNSET } } });
  const cwd = () => makeFolder({ 'a.ts': CALL, 'glanceshift.config.json': config });

  test('the build fails from the day on that was announced', () => {
    const folder = cwd();
    const before = run(folder, ['--today', '2027-02-28']);
    expect(before.status).toBe(0);
    expect(before.out).toContain('a.ts:1:7  warning');
    expect(before.err).toMatch(
      /^glanceshift: images-detail: .* from 2027-03-01 on: .*today is 2027-02-28\)\n$/,
    );
    const after = run(folder, ['--today', '2027-03-01']);
    expect(after.status).toBe(1);
    expect(after.out).toContain('a.ts:1:7  error');
  });

  test('the flag wins, and the date may come from the build', () => {
    const env = { SOURCE_DATE_EPOCH: String(Date.UTC(2027, 2, 1) / 1000) };
    expect(run(cwd(), ['--sunset-days', '10'], { env }).status).toBe(0);
    expect(run(cwd(), [], { env }).status).toBe(1);
  });

  test('a rule that is not there, and a number that is none, are told', () => {
    const wrong = JSON.stringify({ sunset: { days: 1, dates: { 'images-detial': SUNSET } } });
    const ran = run(makeFolder({ 'a.ts': CALL, 'glanceshift.config.json': wrong }));
    expect([ran.status, ran.err]).toEqual([2, expect.stringContaining('(did you mean "images-detail"?)')]);
    const odd = run(makeFolder(), ['--sunset-days', 'soon']);
    expect([odd.status, odd.err]).toEqual([
      2,
      'glanceshift: --sunset-days takes one whole number of 0 or more\n',
    ]);
  });
});
