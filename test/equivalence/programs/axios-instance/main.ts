import { createClient } from './client';
import { averageSize } from './stats';

export async function run(base: string, token: string) {
  const client = createClient(base, token);
  const response = await client.get('/v1.1/images/detail', { params: { limit: 100, sort_key: 'name', sort_dir: 'asc' } });
  const images = response.data.images;
  return {
    first: images[0].name,
    average: averageSize(images),
    shared: images.filter((image: { is_public: boolean }) => image.is_public === false).length,
  };
}
