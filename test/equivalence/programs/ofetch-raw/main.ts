import { ofetch } from 'ofetch';

type Image = { id: string; is_public: boolean; properties: Record<string, string> };

export async function run(base: string, token: string) {
  const { _data, status } = await ofetch.raw<{ images: Image[] }>(`${base}/v1.1/images/detail`, {
    query: { sort_key: 'name', is_public: true, 'property-os_type': 'linux' },
    headers: { 'X-Auth-Token': token },
  });
  const images = _data?.images ?? [];
  return { status, images: images.map(image => [image.id, image.is_public, image.properties.os_type]) };
}
