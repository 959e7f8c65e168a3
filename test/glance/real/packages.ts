import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** Glance and what it imports, as Debian ships them, unpacked beside the system. */
export type Packages = {
  /** Of `python3-glance`. */
  version: string;
  python: string;
  /** Where the Python modules lie. */
  modules: string;
  /** What `glance-common` has to configure it with. */
  share: string;
  /** The environment that its programs run in. */
  env: Record<string, string>;
};

const FOLDER = resolve('.lab/glance');
const GLANCE = ['python3-glance', 'glance-common'];

/** Not started here: services, and stores in other places than a folder. */
const LEFT_OUT = /^lib(nss|pam|systemd|udev)|^python3-(boto|s3transfer)/;

const start = promisify(execFile);
const run = async (command: string, args: readonly string[], cwd = '.'): Promise<string> =>
  (await start(command, args, { cwd, maxBuffer: 2 ** 26, env: { ...process.env, LC_ALL: 'C' } })).stdout;

/** Unpacks the packages, unless the very same are there. Nothing is installed: the system stays as it is. */
export async function unpackGlance(): Promise<Packages> {
  const names = await listPackages();
  const root = `${FOLDER}/root`;
  const stamp = `${root}/stamp`;
  const wanted = `${names.join('\n')}\n`;
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    await unpack(names, root);
    writeFileSync(stamp, wanted);
  }
  return describePackages(root, names);
}

/** `name=version` of what an installation would add; what is there already in any version is left to the system. */
async function listPackages(): Promise<string[]> {
  const simulate = () => run('apt-get', ['-s', 'install', '--no-install-recommends', ...GLANCE]);
  // A new machine has no lists of packages.
  const plan = await simulate().catch(async () => {
    await run('apt-get', ['update', '-qq']);
    return simulate();
  });
  const added = [...plan.matchAll(/^Inst (\S+) \((\S+)/gm)].map(([, name = '', version]) => ({
    name,
    version,
  }));
  return added
    .filter(({ name }) => GLANCE.includes(name) || /^(python3|lib)/.test(name))
    .filter(({ name }) => !LEFT_OUT.test(name))
    .map(({ name, version }) => `${name}=${version}`)
    .sort();
}

async function unpack(names: readonly string[], root: string): Promise<void> {
  const [debs, part] = [`${FOLDER}/debs`, `${root}.part`];
  for (const folder of [debs, part, root]) rmSync(folder, { recursive: true, force: true });
  for (const folder of [debs, part]) mkdirSync(folder, { recursive: true });
  await run('apt-get', ['-qq', 'download', ...names], debs);
  const files = readdirSync(debs).filter(name => name.endsWith('.deb'));
  const unpackNext = async (): Promise<void> => {
    const file = files.pop();
    if (file === undefined) return;
    await run('dpkg', ['-x', `${debs}/${file}`, part]);
    return unpackNext();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, unpackNext));
  rmSync(debs, { recursive: true });
  renameSync(part, root);
}

function describePackages(root: string, names: readonly string[]): Packages {
  const version = names.find(name => name.startsWith('python3-glance='))?.split('=')[1];
  if (version === undefined)
    throw new Error('python3-glance is installed here; this run wants one of its own');
  const python = existsSync(`${root}/usr/bin/python3`) ? `${root}/usr/bin/python3` : '/usr/bin/python3';
  const libraries = ['lib', 'usr/lib'].flatMap(folder => multiarchFolders(`${root}/${folder}`));
  // Where OpenSSL came with the packages, what it loads did, too.
  const [modules] = libraries.map(folder => `${folder}/ossl-modules`).filter(existsSync);
  return {
    version,
    python,
    modules: `${root}/usr/lib/python3/dist-packages`,
    share: `${root}/usr/share/glance-common`,
    env: {
      PATH: process.env.PATH ?? '',
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
      LD_LIBRARY_PATH: libraries.join(':'),
      ...(modules && { OPENSSL_MODULES: modules }),
    },
  };
}

/** Such as `usr/lib/x86_64-linux-gnu`. */
const multiarchFolders = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('-linux-gnu'))
        .map(name => `${folder}/${name}`)
    : [];
