import { ref } from 'vue';

export type Image = { id: string; name: string; is_public: boolean; properties: Record<string, string> };

export async function useImages(base: string, token: string) {
  const images = ref<Image[]>([]);
  const response = await fetch(base + '/v1.1/images/detail', { headers: { 'X-Auth-Token': token } });
  images.value = (await response.json()).images;
  return { images };
}
