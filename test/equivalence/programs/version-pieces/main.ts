/** The version is a number of two numbers, an enum, a function, and text that is appended to. */

import axios from 'axios';

enum Api {
  Major = 1,
  Minor = 1,
}

const MAJOR = 1;
const MINOR = 1;
const versionOf = (major: number, minor: number) => `v${major}.${minor}`;

let appended = 'v1';
appended += '.1';

type Image = { name: string; is_public: boolean };

export async function run(base: string, token: string) {
  const headers = { 'X-Auth-Token': token };
  const list = async (url: string) => {
    const response = await fetch(url, { headers });
    if (!response.ok) throw new Error(String(response.status));
    return ((await response.json()) as { images: Image[] }).images.map(image => [image.name, image.is_public]);
  };
  const glance = axios.create({ baseURL: `${base}/v${Api.Major}.${Api.Minor}`, headers });
  const { data } = await glance.get<{ images: Image[] }>('/images/detail', { params: { limit: 4 } });
  return {
    constants: await list(`${base}/v${MAJOR}.${MINOR}/images/detail?limit=3`),
    sum: await list(base + '/v' + MAJOR + '.' + MINOR + '/images/detail?limit=5'),
    built: await list(`${base}/${versionOf(1, 1)}/images/detail?status=active`),
    appended: await list(`${base}/${appended}/images/detail`),
    joined: await list(`${base}/${['v1', '1'].join('.')}/images/detail?limit=2`),
    ofInstance: data.images.map(image => image.name),
  };
}
