import { computed, ref } from 'vue';

export function useImages(base, token) {
  const list = ref([]);
  const open = computed(() => list.value.filter(image => image.is_public));
  const names = computed(() => open.value.map(image => image.name));
  const systems = computed(() => list.value.map(image => image.properties.os_type ?? null));

  async function load() {
    const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
    const body = await response.json();
    list.value = body.images;
  }

  return { load, names, systems };
}
