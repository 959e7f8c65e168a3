import { createPinia, setActivePinia } from 'pinia';
import { useImages } from './images.ts';
import { useSystems } from './systems.ts';

export async function run(base: string, token: string) {
  setActivePinia(createPinia());
  const store = useImages();
  const systems = useSystems();
  const list = await store.load(base, token);
  await systems.load(base, token);
  return {
    open: store.open.map(image => `${image.name} ${image.is_public}`),
    names: store.names,
    first: store.byId(list[0]?.id)?.is_public ? 'open' : 'closed',
    all: store.images.map(image => image.is_public),
    systems: systems.systems,
    closed: systems.images.filter(image => !image.is_public).length,
  };
}
