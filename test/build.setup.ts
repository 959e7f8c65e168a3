import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program as it is published, built for this run. */
    cli: string;
  }
}

/** Builds the program beside the real `dist`, so that tests never run an old one and never change the new one. */
export function setup(project: TestProject): () => void {
  const root = resolve(`.lab/build-${process.pid}`);
  mkdirSync(root, { recursive: true });
  for (const name of ['rules', 'package.json']) symlinkSync(resolve(name), `${root}/${name}`);
  const tsdown = resolve('node_modules/tsdown/dist/run.mjs');
  const args = [tsdown, '--config', '.tsdown.config.js', '--no-dts', '--out-dir', `${root}/dist`];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  project.provide('cli', `${root}/dist/cli.js`);
  return () => rmSync(root, { recursive: true, force: true });
}
