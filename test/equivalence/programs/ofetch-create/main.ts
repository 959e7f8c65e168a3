import { ofetch } from 'ofetch';

export async function run(base: string, token: string) {
  const $fetch = ofetch.create({ baseURL: base, headers: { 'X-Auth-Token': token } });
  const list = async (query: Record<string, string | number>) => (await $fetch('/v1.1/images/detail', { query })).images;
  const images = await list({ limit: 4, sort_key: 'id', sort_dir: 'asc' });
  return images.map((image: any) => image.properties.os_type);
}
