import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Folder of a package's content; downloaded once with npm's own client and kept. */
export function unpack({ name, version }, cache) {
  const folder = join(cache, `${name.replace('@', '').replace('/', '-')}-${version}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.fresh`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', fresh, `${name}@${version}`];
  // On Windows npm is a command file, which only a shell starts.
  const printed = execFileSync('npm', pack, { encoding: 'utf8', shell: process.platform === 'win32' });
  const archive = printed.trim().split('\n').at(-1);
  execFileSync('tar', ['-xzf', archive, '--strip-components=1'], { cwd: fresh });
  rmSync(join(fresh, archive));
  renameSync(fresh, folder);
  return folder;
}

const LEFT_OUT = new Set(['node_modules', 'bower_components', 'dist', 'vendor', 'vendored', 'third_party']);

/** What the tool leaves out unless it is named: built and minified files are what most packages consist of. */
export function namedPaths(folder) {
  const named = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const isNamed = entry.isDirectory() ? LEFT_OUT.has(entry.name) : /\.min\.[cm]?jsx?$/.test(entry.name);
    const path = relative(folder, join(entry.parentPath ?? entry.path, entry.name))
      .split(sep)
      .join('/');
    if (isNamed) named.push(path);
  }
  return named.sort();
}
