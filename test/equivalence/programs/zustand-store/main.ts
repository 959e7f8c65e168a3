import { createImageStore } from './image-store';

export async function run(base: string, token: string) {
  const store = createImageStore(base);
  await store.getState().load(token);
  const { images, error } = store.getState();
  return { error, publicCount: images.filter(image => image.is_public).length, first: images[0]?.name };
}
