import { call } from './call';

type ImageList = { images: { id: string; is_public: boolean; min_ram: number }[] };

export async function run(base: string, token: string) {
  const { images } = await call<ImageList>(base, {
    path: '/v1.1/images/detail',
    query: { limit: '50', is_public: 'true', sort_key: 'size' },
    token,
  });
  return images.map(({ id, is_public, min_ram }) => [id, is_public, min_ram]);
}
