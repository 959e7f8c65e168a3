import axios, { type AxiosRequestConfig } from 'axios';

export async function run(base: string, token: string) {
  const config: AxiosRequestConfig = { headers: { 'X-Auth-Token': token }, timeout: 4000 };
  const { data } = await axios({ ...config, url: `${base}/v1.1/images/detail`, params: { limit: 18, is_public: 'None' } });
  return data.images.map((image: any) => `${image.name}:${image.is_public}`);
}
