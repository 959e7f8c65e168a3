import { copyFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { EDGES, RECORDED } from '../images.ts';
import { unpackGlance } from './packages.ts';
import { makeImages } from './seed.ts';
import { startService } from './service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    glance: {
      base: string;
      version: string;
      python: string;
      env: Record<string, string>;
      /** The database of the service, and a copy from when every image had just been made. */
      database: string;
      seeded: string;
    };
  }
}

/** Puts a real Glance on the loopback for this run, with all images made. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const packages = await unpackGlance();
  const service = await startService(packages);
  const { base, folder, pid } = service;
  console.log(`Glance ${packages.version} answers at ${base}, process ${pid}`);
  const [database, seeded] = [`${folder}/glance.sqlite`, `${folder}/seeded.sqlite`];
  try {
    await makeImages(base, [...RECORDED, ...EDGES]);
  } catch (error) {
    await service.stop();
    throw error;
  }
  copyFileSync(database, seeded);
  const { version, python, env } = packages;
  project.provide('glance', { base, version, python, env, database, seeded });
  return async () => {
    await service.stop();
    console.log(`process ${pid} is stopped`);
  };
}
