import { ofetch } from 'ofetch';

export async function run(base: string, token: string) {
  const api = ofetch.create({ baseURL: base + '/v1.1', headers: { 'X-Auth-Token': token }, retry: 0 });
  const { images } = await api('/images/detail', { query: { limit: 20, status: 'active' } });
  const detail = (id: string) => api.raw(`/images/${id}`, { method: 'DELETE', ignoreResponseError: true });
  const { url } = await detail('nowhere');
  return [new URL(url).pathname, images.map((image: any) => `${image.name} ${image.is_public}`)];
}
