const IMAGES = '/v1.1/images';

async function list(base: string, token: string) {
  const response = await fetch(base + IMAGES + '/detail', { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return images as { id: string; is_public: boolean }[];
}

export const deletePath = (id: string) => IMAGES + '/' + id;

export async function run(base: string, token: string) {
  const images = await list(base, token);
  return images.filter(image => image.is_public).map(image => deletePath(image.id));
}
