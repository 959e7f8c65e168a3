import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Packages } from './packages.ts';

/** A running Glance, with a store of its own below `folder`. */
export type Service = { base: string; pid: number; folder: string; stop(): Promise<void> };

const LAB = resolve('.lab/glance');
const SERVE = fileURLToPath(new URL('serve.py', import.meta.url));

/** What differs from the configuration that is shipped: where things lie, and no telling of others. */
const configure = (folder: string): string => `[DEFAULT]
log_file = ${LAB}/service.log
node_staging_uri = file://${folder}/staging
enabled_import_methods = []
lock_path = ${folder}/lock
[database]
connection = sqlite:///${folder}/glance.sqlite
[glance_store]
stores = file
default_store = file
filesystem_store_datadir = ${folder}/images
[paste_deploy]
flavor = keystone
config_file = ${folder}/glance-api-paste.ini
[oslo_concurrency]
lock_path = ${folder}/lock
[oslo_messaging_notifications]
driver = noop
`;

/** Starts the service with an empty store. It ends with this process, if nobody stops it before. */
export async function startService(packages: Packages): Promise<Service> {
  const folder = `${LAB}/run-${process.pid}`;
  removeOldRuns();
  for (const name of ['staging', 'lock', 'images']) mkdirSync(`${folder}/${name}`, { recursive: true });
  writeFileSync(`${folder}/glance-api.conf`, configure(folder));
  // The token says who asks; there is no Keystone.
  const pipelines = readFileSync(`${packages.share}/glance-api-paste.ini`, 'utf8');
  writeFileSync(`${folder}/glance-api-paste.ini`, pipelines.replaceAll(' authtoken ', ' '));
  copyFileSync(`${packages.share}/schema-image.json`, `${folder}/schema-image.json`);
  makeDatabase(packages, folder);
  rmSync(`${LAB}/service.log`, { force: true });
  const child = spawn(packages.python, ['-I', SERVE, packages.modules, folder], {
    env: packages.env,
    stdio: ['pipe', 'pipe', openSync(`${LAB}/service.err`, 'w')],
  });
  const stop = () => stopChild(child).finally(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const port = await readPort(child);
    return { base: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A run that was killed leaves its store behind. */
function removeOldRuns(): void {
  for (const name of readdirSync(LAB)) {
    const pid = /^run-(\d+)$/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(`${LAB}/${name}`, { recursive: true, force: true });
  }
}

/** The tables take seconds to make, so they are kept for the next run with the same packages. */
function makeDatabase({ python, modules, env, version }: Packages, folder: string): void {
  const empty = `${LAB}/empty-${version.replace(/\W/g, '_')}.sqlite`;
  const database = `${folder}/glance.sqlite`;
  if (existsSync(empty)) return copyFileSync(empty, database);
  const args = ['-m', 'glance.cmd.manage', '--config-file', `${folder}/glance-api.conf`, 'db', 'sync'];
  const made = spawnSync(python, args, { env: { ...env, PYTHONPATH: modules }, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`Glance makes no tables:\n${made.stderr.slice(-3000)}`);
  copyFileSync(database, empty);
}

const PATIENCE = 60_000;

function readPort(child: ChildProcess): Promise<string> {
  return new Promise((found, fail) => {
    const complain = (why: string) => fail(new Error(`Glance ${why}:\n${lastWords()}`));
    const timer = setTimeout(() => complain('does not come up'), PATIENCE);
    child.once('error', error => complain(error.message));
    child.once('exit', code => complain(`ended with ${code}`));
    child.stdout?.once('data', data => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      found(String(data).trim());
    });
  });
}

const lastWords = (): string =>
  ['service.err', 'service.log']
    .map(name => `${LAB}/${name}`)
    .flatMap(path => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(-20) : []))
    .join('\n');

/** Ends this one process and waits until it has. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}
