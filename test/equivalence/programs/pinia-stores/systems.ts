import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

export const useSystems = defineStore('systems', () => {
  const images = ref<{ is_public: boolean; properties: Record<string, string> }[]>([]);
  const systems = computed(() => images.value.filter(image => image.is_public).map(image => image.properties.os_type ?? '-'));
  async function load(base: string, token: string) {
    const response = await fetch(`${base}/v1.1/images/detail?status=active`, { headers: { 'X-Auth-Token': token } });
    images.value = (await response.json()).images;
  }
  return { images, systems, load };
});
