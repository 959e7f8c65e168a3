import { ofetch } from 'ofetch';

interface Image {
  name: string | null;
  owner: string;
}

export async function run(base: string, token: string) {
  const { images } = await ofetch<{ images: Image[] }>('/v1.1/images/detail', {
    baseURL: base,
    query: { limit: 100, owner: 'beta' },
    headers: { 'X-Auth-Token': token },
  });
  return [...new Set(images.map(image => image.owner))].sort();
}
