import { GET } from './route';

export async function run(base: string, token: string) {
  process.env.OS_IMAGE_API = base;
  const response = await GET(new Request('http://localhost/api/images?limit=15', { headers: { 'X-Auth-Token': token } }));
  return response.json();
}
