import { fillPage } from './fill';

export async function run(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  const page = { images: [], total: 0 };
  const byId = new Map();
  fillPage(page, byId, images);
  const open = [...byId.values()].filter(image => image.is_public).map(image => image.id);
  return { open, total: page.total, systems: page.images.map(image => image.properties.os_type ?? null) };
}
