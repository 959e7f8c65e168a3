import { ImageStore } from './image-store';

export async function run(base: string, token: string) {
  const store = new ImageStore(base, token);
  await store.load();
  const before = store.size;
  const removed = await store.refresh('2014-04-01T00:00:00Z');
  return { before, after: store.size, removed };
}
