import { createPinia, defineStore, setActivePinia } from 'pinia';
import { computed, shallowRef } from 'vue';

const useImages = defineStore('images', () => {
  const list = shallowRef([]);
  const openNames = computed(() => list.value.filter(image => image.is_public).map(image => image.name));
  async function load(base, token) {
    const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
    const { images } = await response.json();
    list.value = images;
  }
  return { openNames, load };
});

export async function run(base, token) {
  setActivePinia(createPinia());
  const store = useImages();
  await store.load(base, token);
  return store.openNames;
}
