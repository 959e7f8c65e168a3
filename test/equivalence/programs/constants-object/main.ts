import got from 'got';
import { API } from './api';

type ImageList = { images: Array<{ id: string; name: string | null; owner: string; min_ram: number }> };

export async function run(base: string, token: string) {
  const { images } = await got(`${base}${API.images.list}`, {
    headers: { 'x-auth-token': token },
    searchParams: { limit: 30 },
  }).json<ImageList>();

  const byOwner: Record<string, number> = {};
  for (const { owner, min_ram } of images) {
    byOwner[owner] = (byOwner[owner] ?? 0) + min_ram;
  }
  return byOwner;
}
