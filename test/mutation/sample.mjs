import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const { SHARE = '1', SEED = '1' } = process.env;
const share = Number(SHARE);

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

/** What the sample says of all mutants: which of them no test reaches is known of all, and need not be estimated. */
function summaryOf(mutants) {
  const reached = mutants.filter(({ status }) => status !== 'NoCoverage').length / mutants.length;
  const judged = mutants.filter(({ status }) => ['Killed', 'Timeout', 'Survived'].includes(status));
  const killed = judged.filter(({ status }) => status !== 'Survived').length / judged.length;
  const score = `score ${percent(reached * killed)}`;
  const range = intervalOf(killed, judged.length).map(end => percent(reached * end));
  return [
    `${mutants.length} mutants, ${percent(reached)} of them reached by a test; seed ${SEED}, share ${SHARE}:`,
    `${judged.length} judged, ${percent(killed)} of them seen`,
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
  const source = readFileSync(mutant.fileName, 'utf8');
  console.log(`\n${tell({ file: relative('', mutant.fileName), source, mutant })}`);
}

function onMutationTestReportReady({ files }) {
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map(mutant => ({ file, source, mutant })),
  );
  const isLeft = ({ file, mutant }) =>
    mutant.status === 'NoCoverage' && isDrawn({ ...mutant, fileName: file });
  console.log(`\n${all.filter(isLeft).map(tell).join('\n')}`);
  console.log(summaryOf(all.map(({ mutant }) => mutant)));
}

const listeners = { onMutantTested, onMutationTestReportReady };
export const reporter = { kind: 'Reporter', name: 'sample', value: listeners };
