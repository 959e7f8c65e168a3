import axios, { type AxiosRequestConfig } from 'axios';
import { addOs, ImageQuery, onlyOpen, type Query } from './query';

interface Image {
  id: string;
  is_public: boolean;
}
const show = (images: Image[]) => images.map(image => `${image.id} ${image.is_public}`);

export async function run(base: string, token: string) {
  const headers = { 'X-Auth-Token': token };
  const url = `${base}/v1.1/images/detail`;
  const found: string[][] = [];
  for (const isOpen of [true, false]) {
    const params: Query = { limit: 40 };
    onlyOpen(params, isOpen);
    found.push(show((await axios.get(url, { headers, params })).data.images));
  }
  const query = new URLSearchParams({ limit: '30' });
  addOs({ query, os: 'linux' });
  found.push(show((await (await fetch(`${url}?${query}`, { headers })).json()).images));
  const text = new ImageQuery().larger(60).ofTenant('alpha').build();
  found.push(show((await (await fetch(`${url}?${text}`, { headers })).json()).images));
  const config: AxiosRequestConfig = { headers };
  config.params = { limit: 6 };
  config.params.is_public = 'true';
  found.push(show((await axios.get(url, config)).data.images));
  const shared = { params: { limit: 5, deleted: false } };
  found.push(show((await axios.get(url, { ...shared, headers })).data.images));
  return found;
}
