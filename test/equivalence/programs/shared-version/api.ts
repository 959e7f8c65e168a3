export const API_VERSION = '/v1.1';

export async function get(host: string, path: string, token: string) {
  const response = await fetch(`${host}${API_VERSION}${path}`, { headers: { 'X-Auth-Token': token } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
