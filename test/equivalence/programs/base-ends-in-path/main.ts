import axios from 'axios';

export async function run(base: string, token: string) {
  const images = axios.create({ baseURL: `${base}/v1.1/images`, headers: { 'X-Auth-Token': token } });
  const { data } = await images.get('/detail', { params: { status: 'active' } });
  return data.images.map((image: any) => ({ name: image.name, open: image.is_public }));
}
