import axios from 'axios';

export async function run(base: string, token: string) {
  const http = axios.create({ baseURL: `${base}/v1.1`, headers: { 'X-Auth-Token': token } });
  const { data } = await http.get('/images/detail', { params: { container_format: 'bare' } });
  return data.images.map((image: { name: string; min_disk: number }) => `${image.name} needs ${image.min_disk} GB`);
}
