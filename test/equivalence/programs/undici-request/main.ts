import { request } from 'undici';

interface DetailResponse {
  images: Array<{ name: string | null; is_public: boolean; owner: string }>;
}

export async function run(base: string, token: string) {
  const { statusCode, body } = await request(`${base}/v1.1/images/detail?limit=500`, {
    headers: { 'x-auth-token': token },
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`images: ${statusCode}`);
  }
  const { images } = (await body.json()) as DetailResponse;
  const foreign = images.filter(image => image.owner !== 'alpha' && !image.is_public);
  return { total: images.length, foreign: foreign.map(image => image.name) };
}
