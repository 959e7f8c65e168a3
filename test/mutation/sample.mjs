import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const { SHARE = '1', SEED = '1' } = process.env;
const share = Number(SHARE);

/** The source as it is when a run begins: a run takes long, and somebody may go on working. */
export const sources = new Map(
  readdirSync('src', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => resolve(join(parentPath, name)))
    .map(file => [file, readFileSync(file, 'utf8')]),
);

/** Whether a mutant is in the sample; the same ones for the same seed, however the source is divided. */
export function isDrawn({ fileName, location: { start, end }, mutatorName, replacement }) {
  const file = fileName.slice(fileName.lastIndexOf('src/'));
  const key = [SEED, file, start.line, start.column, end.line, end.column, mutatorName, replacement].join();
  return createHash('sha256').update(key).digest().readUInt32LE() < share * 2 ** 32;
}

/** The range that 95 of 100 such samples have the truth in (Wilson). */
function intervalOf(part, count) {
  const z = 1.96;
  const middle = (part + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const reach = (z * Math.sqrt((part * (1 - part)) / count + (z / (2 * count)) ** 2)) / (1 + z ** 2 / count);
  return [middle - reach, middle + reach];
}

const percent = value => `${(100 * value).toFixed(1)} %`;

/** What the sample says of all mutants; those that do not compile are none. */
function summaryOf(drawn, total) {
  const count = (...all) => drawn.filter(({ status }) => all.includes(status)).length;
  const seen = count('Killed', 'Timeout');
  const valid = seen + count('Survived', 'NoCoverage');
  const score = `score ${percent(seen / valid)}`;
  const range = intervalOf(seen / valid, valid).map(percent);
  return [
    `${total} mutants; seed ${SEED}, share ${SHARE}: ${drawn.length} drawn, ${count('CompileError')} do not compile`,
    `${valid} judged, ${seen} seen, ${count('Survived')} not, ${count('NoCoverage')} reached by no test`,
    share < 1 ? `${score}, with 95 % certainty ${range.join(' to ')}` : score,
  ].join('\n');
}

/** A mutant as it stands in the source, on a few lines. */
function tell({ file, source, mutant: { location, mutatorName, replacement, status } }) {
  const { start, end } = location;
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  const [was = '', ...more] = [lines[0].slice(start.column - 1), ...lines.slice(1)];
  const dots = more.length > 0 ? ' …' : '';
  const where = `${file}:${start.line}:${start.column} ${mutatorName}${status === 'NoCoverage' ? ', not reached' : ''}`;
  return `${where}\n- ${was}${dots}\n+ ${replacement.split('\n')[0]}\n`;
}

/** Each that lives is told at once: a run takes long. */
function onMutantTested(mutant) {
  if (mutant.status !== 'Survived') return;
  const source = sources.get(mutant.fileName);
  console.log(`\n${tell({ file: relative('', mutant.fileName), source, mutant })}`);
}

function onMutationTestReportReady({ files }) {
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map(mutant => ({ file, source, mutant })),
  );
  const drawn = all.filter(({ file, mutant }) =>
    isDrawn({ ...mutant, fileName: file, location: fromZero(mutant) }),
  );
  const left = drawn.filter(({ mutant }) => mutant.status === 'NoCoverage');
  console.log(`\n${left.map(tell).join('\n')}`);
  console.log(
    summaryOf(
      drawn.map(({ mutant }) => mutant),
      all.length,
    ),
  );
}

/** Reports count lines and columns from one. */
const fromZero = ({ location: { start, end } }) => ({
  start: { line: start.line - 1, column: start.column - 1 },
  end: { line: end.line - 1, column: end.column - 1 },
});

const listeners = { onMutantTested, onMutationTestReportReady };
export const reporter = { kind: 'Reporter', name: 'sample', value: listeners };
