import axios from 'axios';

export async function run(base: string, token: string) {
  const url = axios.getUri({ url: `${base}/v1.1/images/detail`, params: { limit: 14, is_public: true } });
  const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
  const body = await response.json();
  return body.images.map((image: any) => image.is_public);
}
