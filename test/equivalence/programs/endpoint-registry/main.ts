import { ENDPOINTS } from './endpoints';
async function call(base: string, token: string, ep: { method: string; path: string }, query: Record<string, any> = {}) {
  const qs = Object.entries(query).map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`).join('&');
  const response = await fetch(`${base}${ep.path}${qs ? '?' + qs : ''}`, { method: ep.method, headers: { 'X-Auth-Token': token } });
  return response.json() as any;
}
export async function run(base: string, token: string) {
  const { images } = await call(base, token, ENDPOINTS.images.list, { is_public: true, 'property-os_type': 'linux' });
  return images.map((i: any) => [i.name, i.is_public]);
}
