import { pathOf, rootOf } from './endpoints';

export async function run(base: string, token: string) {
  const url = new URL(pathOf(rootOf(base, 'image'), 'images', true));
  url.search = '?limit=40&is_public=true';
  const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: { id: string; is_public: boolean }[] };
  return images.map(image => `${image.id} ${image.is_public ? 'open' : 'closed'}`);
}
