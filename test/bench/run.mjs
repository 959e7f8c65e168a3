/**
 * Wall time and peak memory of the built tool over a tree of scripts that is the same everywhere: a clean one, one with
 * words that only look like the path, one with 50 calls, and one with 50 calls behind common names; beside a plain
 * text search and bare Node.
 *
 *     node test/bench/run.mjs [--cli dist/cli.js] [--files 3500] [--runs 5] [--profile]
 */
import { mkdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, time, timeNode } from './measure.mjs';
import { writeTree } from './tree.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: {
    cli: { type: 'string', default: join(root, 'dist/cli.js') },
    files: { type: 'string', default: '3500' },
    runs: { type: 'string', default: '5' },
    profile: { type: 'boolean', default: false },
  },
});
const cli = resolve(values.cli);
const lab = join(root, '.lab/bench');

/** What was reached in trials before the first line was written, as multiples of `node -e 0`. */
const SCENARIOS = [
  { name: 'clean', calls: 'none', findings: 0, floor: 2.8 },
  { name: 'clean, with look-alikes', calls: 'none', alike: true, findings: 0, floor: 2.8 },
  { name: '50 calls', calls: 'own', findings: 50, floor: 13.8 },
  { name: '50 calls, common names', calls: 'common', findings: 50, floor: 13.8 },
];

/** Runs something several times, after once for the caches. */
function repeat(run) {
  run();
  const rows = Array.from({ length: Number(values.runs) }, run);
  const megabytes = rows.map(row => row.megabytes ?? Number.NaN);
  return { milliseconds: median(rows.map(row => row.milliseconds)), megabytes: Math.max(...megabytes) };
}

const row = (name, { milliseconds, megabytes }, bare, more = '') =>
  console.log(
    `  ${name.padEnd(34)}${Math.round(milliseconds).toString().padStart(7)} ms` +
      `${Number.isNaN(megabytes) ? '' : `${Math.round(megabytes)} MB`}`.padStart(9) +
      `${(milliseconds / bare).toFixed(1)} x Node`.padStart(13) +
      more,
  );

const isThere = program => {
  try {
    return time(program, ['--version'], { cwd: root }).status === 0;
  } catch {
    return false;
  }
};

/** A search for the last segment of the path, which is what the tool reads files for. */
function search(folder) {
  const [program, ...args] = isThere('rg') ? ['rg', '-l', '/detail'] : ['grep', '-rl', '/detail', 'src'];
  return { name: [program, ...args].join(' '), run: () => time(program, args, { cwd: folder }) };
}

function countFindings(folder) {
  const { status, stdout, stderr } = timeNode(cli, ['--no-config', '-f', 'json'], { cwd: folder });
  if (status !== 2) return JSON.parse(stdout).findings.length;
  console.log(`  FAULT: ${stderr.slice(0, 300)}`);
  return undefined;
}

function measure({ name, findings, floor, ...content }, bare) {
  const folder = join(lab, 'tree');
  const { files, bytes } = writeTree(folder, { files: Number(values.files), ...content });
  console.log(`${name}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB`);
  const found = countFindings(folder);
  if (found !== findings) console.log(`  FAULT: ${found} findings instead of ${findings}`);
  row(
    `glanceshift (${found ?? 'no'} findings)`,
    repeat(() => timeNode(cli, ['--no-config'], { cwd: folder })),
    bare,
    `  (floor ${floor} x)`,
  );
  const { name: searched, run } = search(folder);
  row(searched, repeat(run), bare);
  if (values.profile) {
    const nodeArgs = ['--cpu-prof', '--cpu-prof-dir', join(lab, `profile ${name}`)];
    timeNode(cli, ['--no-config'], { cwd: folder, nodeArgs });
  }
  return found === findings;
}

mkdirSync(lab, { recursive: true });
console.log(`Node ${process.version}, ${cpus().length} processors, medians of ${values.runs} runs`);
const bare = repeat(() => time(process.execPath, ['-e', '0'], { cwd: root })).milliseconds;
console.log(`node -e 0: ${Math.round(bare)} ms`);
const isRight = SCENARIOS.map(scenario => measure(scenario, bare));
rmSync(join(lab, 'tree'), { recursive: true, force: true });
if (values.profile) console.log(`profiles are in ${lab}`);
process.exitCode = isRight.every(Boolean) ? 0 : 1;
