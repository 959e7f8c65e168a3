import { createClient } from './client';
import { openImages } from './images';

export async function run(base: string, token: string) {
  const found: { id: string; memory: number }[] = [];
  for await (const image of openImages(createClient(base, token))) found.push(image);
  return found;
}
