import { createApi } from './api';

export async function run(base: string, token: string) {
  const api = createApi(base, token);
  const { images } = await api.get('/v1.1/images/detail?limit=25');
  return images.map((image: any) => `${image.id} ${image.is_public ? 'public' : image.owner}`);
}
