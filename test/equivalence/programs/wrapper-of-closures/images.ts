import type { Client } from './client';

type Image = { id: string; is_public: boolean; min_ram: number };

export async function* openImages(client: Client) {
  const { images } = await client.get<{ images: Image[] }>('/images/detail?limit=60');
  for (const image of images) if (image.is_public) yield { id: image.id, memory: image.min_ram };
}
