import { expect, test } from 'vitest';
import { analyseWhatFits } from '../src/analysis/depth.ts';
import type { Analysis, AnalysisInput } from '../src/analysis/index.ts';
import type { Host } from '../src/finding.ts';
import { scan } from '../src/index.ts';

const sum = (levels: number): string => `x = ${'0+'.repeat(levels)}0;`;

const TEXTS: Readonly<Record<string, string>> = {
  'deep.js': sum(21_000),
  'deeper.js': sum(25_000),
  'unparsable.js': `x = ${'('.repeat(200_000)}`,
  'long.js': `x = [${'0, '.repeat(30_000)}];`,
  'small.js': 'detail();',
};

const hostOf = (paths: readonly string[]): Host => ({
  dependents: path => new Set([path]),
  settings: () => [],
  packages: { named: () => new Map(), folderOf: () => '', reaches: () => true },
  readFile: path => (paths.includes(path) ? TEXTS[path] : undefined),
  mentioning: () => [...paths],
});
const inputOf = (...paths: string[]): AnalysisInput => ({ host: hostOf(paths), seeds: paths, rules: [] });
const told = (file: string) => ({
  code: 'too-deep' as const,
  file,
  message: 'is nested too deeply, not looked at',
  fatal: false,
});
const own = { code: 'unparsable' as const, file: 'small.js', message: 'has an error', fatal: false };
const seen: string[][] = [];

/** An analysis that reads all, and fails where one of some files can be read. */
const failsOn =
  (error: Error, ...paths: string[]) =>
  ({ host, seeds }: AnalysisInput): Analysis => {
    const read = seeds.filter(path => host.readFile(path) !== undefined);
    if (read.some(path => paths.includes(path))) throw error;
    seen.push([...host.mentioning('detail')]);
    return { findings: [], problems: [own], created: [] };
  };

const stack = new RangeError('Maximum call stack size exceeded');

test('what fits is given as it is', () => {
  const input = inputOf('deep.js', 'small.js');
  expect(analyseWhatFits(input, failsOn(stack))).toEqual({ findings: [], problems: [own], created: [] });
  expect(seen.pop()).toEqual(['deep.js', 'small.js']);
});

test('the deepest file is left out first, and only as many as have to be', () => {
  const input = inputOf('deep.js', 'deeper.js', 'long.js', 'small.js');
  expect(analyseWhatFits(input, failsOn(stack, 'deeper.js')).problems).toEqual([told('deeper.js'), own]);
  expect(seen.pop()).toEqual(['deep.js', 'long.js', 'small.js']);
  const { problems } = analyseWhatFits(input, failsOn(stack, 'deeper.js', 'deep.js'));
  expect(problems).toEqual([told('deeper.js'), told('deep.js'), own]);
});

test('what cannot even be parsed is deeper than all', () => {
  const input = inputOf('deeper.js', 'unparsable.js');
  const { problems } = analyseWhatFits(input, failsOn(stack, 'unparsable.js'));
  expect(problems).toEqual([told('unparsable.js'), own]);
});

test('an error that no deep file explains is thrown', () => {
  expect(() => analyseWhatFits(inputOf('long.js', 'small.js'), failsOn(stack, 'small.js'))).toThrow(stack);
  const other = new TypeError('not a function');
  expect(() => analyseWhatFits(inputOf('deep.js'), failsOn(other, 'deep.js'))).toThrow(other);
});

/** Each step goes on to one of two others: there are far more ways through them than can be gone. */
function stepsOf(count: number, goOn: (step: string) => string): string {
  const steps = Array.from({ length: count }, (_, at) => {
    const [one, other] = [(at + 1) % count, (at * 3 + 2) % count].map(next => goOn(`step${next}`));
    return `const step${at} = body => (body.images.length > ${at} ? body : isOdd ? ${one} : ${other});`;
  });
  return `${steps.join('\n')}
export const report = () => fetch('/v1.1/images/detail').then(response => response.json())
  .then(step0).then(body => body.images.filter(image => image.is_public).length);
`;
}

test.each([
  ['call each other', (step: string) => `${step}(body)`],
  ['are handed to promises', (step: string) => `Promise.resolve(body).then(${step})`],
])(
  'functions that %s are followed as deep as can be',
  async (_, goOn) => {
    const { findings } = await scan({ files: new Map([['steps.js', stepsOf(16, goOn)]]) });
    const edits = findings.flatMap(({ fix }) => fix?.edits.map(({ text }) => text) ?? []);
    expect(edits).toContain('visibility');
  },
  30_000,
);
