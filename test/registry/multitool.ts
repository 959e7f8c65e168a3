import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const VERSION = '5.7.0';
const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
};

/**
 * Installs `@microsoft/sarif-multitool` for this system below `.lab`, once, and returns its program. It is no
 * dependency: it is 105 MB that only this check needs, and who installs the hooks from a clone would get it too.
 */
export function installMultitool(): string {
  const name = `@microsoft/sarif-multitool-${SYSTEMS[process.platform]}`;
  const folder = resolve('.lab', `sarif-multitool-${VERSION}`);
  const program = join(
    folder,
    'node_modules',
    name,
    process.platform === 'win32' ? 'Sarif.Multitool.exe' : 'Sarif.Multitool',
  );
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
    execFileSync('npm', [...args, `${name}@${VERSION}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  chmodSync(program, 0o755);
  return program;
}
