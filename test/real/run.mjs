/**
 * Runs the built tool over published packages: no crash, no wrong finding, no silent miss; then over copies of
 * three of them with planted calls, which alone must be found, and are fixed.
 *
 *     node test/real/run.mjs [--cli dist/cli.js] [--only NAME]
 */
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { timeNode } from '../bench/measure.mjs';
import { faultsOf, missingBaits } from './check.mjs';
import { PACKAGES } from './packages.mjs';
import { PLANTS } from './plants.mjs';
import { checkFix } from './refix.mjs';
import { namedPaths, unpack } from './unpack.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({ options: { cli: { type: 'string' }, only: { type: 'string' } } });
const cli = resolve(values.cli ?? join(root, 'dist/cli.js'));
const cache = join(root, '.lab/real');
const SLOW = 10_000;

/** Runs the tool over a whole package, with what it would leave out. */
function scan(folder, more = []) {
  const args = ['--no-config', '--no-ignore', '-f', 'json', ...more, '.', ...namedPaths(folder)];
  const ran = timeNode(cli, args, { cwd: folder });
  try {
    return { ...ran, report: JSON.parse(ran.stdout) };
  } catch {
    return ran;
  }
}

const print = (name, ran, faults) => {
  const { findings = [], stats, problems = [] } = ran.report ?? {};
  const columns = [
    name.padEnd(26),
    `${Math.round(ran.milliseconds)} ms`.padStart(9),
    `${Math.round(ran.megabytes)} MB`.padStart(8),
    `${stats?.files ?? '?'} files`.padStart(11),
    `${stats?.seeds ?? '?'} parsed`.padStart(10),
    `${findings.length} findings`.padStart(12),
  ];
  console.log(columns.join(' '));
  for (const { file, message } of problems) console.log(`    note: ${file} ${message}`);
  for (const fault of faults) console.log(`    FAULT: ${fault}`);
};

const slowness = ({ milliseconds }) =>
  milliseconds > SLOW ? [`took ${Math.round(milliseconds)} ms, more than ${SLOW}`] : [];

function checkPackage(row) {
  const folder = unpack(row, cache);
  const ran = scan(folder);
  const faults = [
    ...faultsOf(folder, ran, row.findings),
    ...missingBaits(folder, row.baits),
    ...slowness(ran),
  ];
  print(`${row.name}@${row.version}`, ran, faults);
  return faults.length;
}

function plant(folder, files) {
  for (const [file, { text }] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    if (existsSync(join(folder, file))) appendFileSync(join(folder, file), text);
    else writeFileSync(join(folder, file), text);
  }
}

function checkPlants({ name, files }) {
  const row = PACKAGES.find(candidate => candidate.name === name);
  const folder = mkdtempSync(join(tmpdir(), 'glanceshift-real-'));
  try {
    cpSync(unpack(row, cache), folder, { recursive: true });
    plant(folder, files);
    const planted = Object.entries(files).flatMap(([file, { finds }]) =>
      finds.map(find => ({ file, ...find })),
    );
    const ran = scan(folder);
    const faults = [...faultsOf(folder, ran, [...row.findings, ...planted]), ...slowness(ran)];
    if (ran.report !== undefined) faults.push(...checkFix(folder, ran.report, scan));
    print(`${name} with plants`, ran, faults);
    return faults.length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isWanted = ({ name }) => values.only === undefined || name === values.only;
const faults = [...PACKAGES.filter(isWanted).map(checkPackage), ...PLANTS.filter(isWanted).map(checkPlants)];
const count = faults.reduce((sum, number) => sum + number, 0);
console.log(`${faults.filter(number => number === 0).length} runs right, ${count} faults`);
process.exitCode = count === 0 ? 0 : 1;
