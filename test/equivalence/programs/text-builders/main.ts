/** The URL is put together by functions that build text: formats, gaps, lists, raw templates. */

import util, { format } from 'node:util';

const VERSION = 'v1.1';
const TEMPLATE = '{base}/{version}/images/detail?limit=5';
const path = ['v1.1', 'images', 'detail'] as const;

type Image = { id: string; is_public: boolean; properties: Record<string, string> };

export async function run(base: string, token: string) {
  const read = async (url: string) => {
    const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return ((await response.json()) as { images: Image[] }).images.map(
      image => `${image.id} ${image.is_public} ${image.properties.os_type}`,
    );
  };
  return {
    formatted: await read(format('%s/v1.1/images/detail?limit=%d', base, 7)),
    versioned: await read(
      util.format('%s/%s/images/detail?is_public=true&status=%s', base, VERSION, 'active'),
    ),
    raw: await read(base + String.raw`/v1.1/images/detail`),
    lower: await read(base + '/v1.1/images/detail?limit=3'.toLowerCase().trimEnd()),
    listed: await read(`${base}/${path.join('/')}`),
    filled: await read(TEMPLATE.replace('{base}', base).replace('{version}', 'v1.1')),
  };
}
