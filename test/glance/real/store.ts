import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { Image } from '../images.ts';

const STORE = fileURLToPath(new URL('store.py', import.meta.url));
let loaded: readonly Image[] | undefined;

/** Makes the real service hold exactly these images. */
export function loadReal(images: readonly Image[]): void {
  if (images === loaded) return;
  const { python, env, database, seeded } = inject('glance');
  execFileSync(python, ['-I', STORE, database, seeded], { env, input: JSON.stringify(images) });
  loaded = images;
}
