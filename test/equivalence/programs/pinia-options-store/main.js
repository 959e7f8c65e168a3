import { createPinia, defineStore, setActivePinia } from 'pinia';

const useImages = defineStore('images', {
  state: () => ({ images: [] }),
  getters: {
    open: state => state.images.filter(image => image.is_public),
  },
  actions: {
    async load(base, token) {
      const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
      const { images } = await response.json();
      this.images = images;
    },
  },
});

export async function run(base, token) {
  setActivePinia(createPinia());
  const store = useImages();
  await store.load(base, token);
  return store.open.map(image => image.name);
}
