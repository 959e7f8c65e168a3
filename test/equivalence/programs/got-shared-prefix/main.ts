import got from 'got';

interface ImageList {
  images: { id: string; is_public: boolean; size: number | null }[];
}

export async function run(base: string, token: string) {
  const glance = got.extend({ prefixUrl: `${base}/v1.1`, headers: { 'x-auth-token': token }, retry: { limit: 0 } });
  const { images } = await glance('images/detail', { searchParams: { limit: 12, is_public: 'None' } }).json<ImageList>();
  const remove = (id: string) => glance.delete(`images/${id}`).catch(error => error.options.url.pathname);
  return [await remove('nowhere'), ...images.map(image => [image.is_public, image.size])];
}
