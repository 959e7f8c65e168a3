import { listAll } from './list-all';

export async function run(base: string, token: string) {
  const images = await listAll(base, token);
  return {
    pages: Math.ceil(images.length / 10),
    ids: images.map(image => image.id.slice(-2)).join(' '),
    public: images.filter(image => image.is_public).length,
  };
}
