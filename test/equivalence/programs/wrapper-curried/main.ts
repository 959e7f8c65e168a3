import { client } from './client';

interface Image {
  name: string | null;
  is_public: boolean;
}

export async function run(base: string, token: string) {
  const get = client(base, token);
  const { images } = await get<{ images: Image[] }>('/v1.1/images/detail?limit=22&is_public=None');
  return images.map(image => (image.is_public ? image.name : null));
}
