import got from 'got';

interface Image {
  id: string;
  name: string | null;
  properties: { os_type?: string; os_version?: string };
}

export async function run(base: string, token: string) {
  const searchParams = new URLSearchParams([
    ['property-os_type', 'linux'],
    ['size_min', '13'],
  ]);
  const { images } = await got
    .get(`${base}/v1.1/images/detail`, { searchParams, headers: { 'X-Auth-Token': token } })
    .json<{ images: Image[] }>();
  return images.map(image => `${image.name} ${image.properties.os_version ?? '-'}`);
}
