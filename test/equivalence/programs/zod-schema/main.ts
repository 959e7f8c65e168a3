import { z } from 'zod';

const Image = z.object({ id: z.string(), is_public: z.boolean(), properties: z.record(z.string(), z.string().nullable()) });
const Body = z.object({ images: z.array(Image) });

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = Body.parse(await response.json());
  return images.filter(image => image.is_public).map(image => image.id);
}
