import { request } from 'undici';

type Page = { images: { id: string; status: string }[] };

export async function run(base: string, token: string) {
  const counts: Record<string, number> = {};
  let page: Page;
  let marker = '';
  do {
    const path = '/v1.1/images/detail?limit=20' + (marker ? '&marker=' + marker : '');
    const response = await request(base + path, { headers: { 'x-auth-token': token } });
    page = (await response.body.json()) as Page;
    page.images.forEach(image => {
      counts[image.status] = (counts[image.status] || 0) + 1;
      marker = image.id;
    });
  } while (page.images.length === 20);
  return counts;
}
