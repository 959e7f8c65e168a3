import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Loaded into the measured process: writes down its highest resident memory when it ends. */
const WITNESS = `data:text/javascript,${encodeURIComponent(`
import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.MEASURED, String(process.resourceUsage().maxRSS)));
`)}`;

/** The surroundings of a measured process: reading further certificates alone takes longer than a clean run. */
const plainEnv = () => {
  const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
  return { ...env, NO_COLOR: '1' };
};

/** Runs a program to its end; the time is that of the whole process. */
export function time(program, args, { cwd, env = {} }) {
  const start = process.hrtime.bigint();
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { ...plainEnv(), ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) throw error;
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  return { status, signal, stdout, stderr, milliseconds };
}

/** Runs a script with Node, and tells its highest resident memory in megabytes as well. */
export function timeNode(script, args, { cwd, nodeArgs = [] }) {
  const folder = mkdtempSync(join(tmpdir(), 'glanceshift-measure-'));
  const measured = join(folder, 'kilobytes');
  try {
    const argv = ['--import', WITNESS, ...nodeArgs, script, ...args];
    const ran = time(process.execPath, argv, { cwd, env: { MEASURED: measured } });
    return { ...ran, megabytes: Number(readFileSync(measured, 'utf8')) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The value in the middle. */
export const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
