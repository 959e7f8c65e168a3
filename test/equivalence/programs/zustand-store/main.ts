import { createImageStore } from './image-store';

export async function run(base: string, token: string) {
  const store = createImageStore(base);
  await store.getState().load(token);
  const { images, error } = store.getState();
  const publicCount = images.filter(image => image.is_public).length;
  store.setState(state => ({ images: state.images.filter(image => !image.is_public) }));
  return { error, publicCount, first: images[0]?.name, others: store.getState().images.map(({ name }) => name) };
}
