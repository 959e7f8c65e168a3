import { useImageStore } from './stores/images';

export async function run(base, token) {
  const store = useImageStore();
  await store.fetchImages(base, token);
  return { names: store.publicNames, grouped: store.countByStatus };
}
