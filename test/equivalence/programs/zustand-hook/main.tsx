import { renderToStaticMarkup } from 'react-dom/server';
import { createStore, useStore } from 'zustand';

interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

interface ImageState {
  byId: Record<string, Image>;
  load: (base: string, token: string) => Promise<void>;
  count: () => number;
}

const store = createStore<ImageState>()((set, get) => ({
  byId: {},
  load: async (base, token) => {
    const response = await fetch(`${base}/v1.1/images/detail?limit=50`, { headers: { 'X-Auth-Token': token } });
    const { images }: { images: Image[] } = await response.json();
    set({ byId: Object.fromEntries(images.map(image => [image.id, image])) });
  },
  count: () => Object.values(get().byId).filter(image => image.is_public).length,
}));

function Names() {
  const byId = useStore(store, state => state.byId);
  return <p>{Object.values(byId).map(image => `${image.name} ${image.is_public}`).sort().join()}</p>;
}

export async function run(base: string, token: string) {
  await store.getState().load(base, token);
  const { count } = store.getState();
  return { count: count(), length: Object.keys(store.getState().byId).length };
}

export const markup = () => renderToStaticMarkup(<Names />);
