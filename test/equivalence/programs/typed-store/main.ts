import { ImageStore } from './store';

export async function run(base: string, token: string) {
  const store = new ImageStore({ endpoint: base, token });
  await store.fetchAll();
  return { visible: store.visible.map(image => image.name), bytes: store.totalSize, linux: store.byOs('linux').length };
}
