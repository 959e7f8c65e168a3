import { type Dispatcher, request } from 'undici';

interface Image {
  name: string;
  is_public: boolean;
  properties: { os_type?: string };
}

export async function publicNames(base: string, token: string, dispatcher?: Dispatcher): Promise<string[]> {
  const headers = { 'X-Auth-Token': token };
  const query = { limit: 100, status: 'active', is_public: true };
  const { body } = await request(`${base}/v1.1/images/detail`, {
    headers,
    query,
    ...(dispatcher && { dispatcher }),
  });
  const { images } = (await body.json()) as { images: Image[] };
  return images.filter(image => image.is_public).map(image => `${image.name} ${image.properties.os_type}`);
}
