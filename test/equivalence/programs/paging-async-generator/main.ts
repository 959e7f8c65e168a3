import axios, { type AxiosInstance } from 'axios';

interface Image {
  id: string;
  name: string | null;
  properties: Record<string, string>;
}

async function* eachImage(http: AxiosInstance): AsyncGenerator<Image> {
  const params: { limit: number; marker?: string } = { limit: 7 };
  while (true) {
    const { data } = await http.get<{ images: Image[] }>('/v1.1/images/detail', { params });
    yield* data.images;
    if (data.images.length < params.limit) return;
    params.marker = data.images[data.images.length - 1]!.id;
  }
}

export async function run(base: string, token: string) {
  const http = axios.create({ baseURL: base, headers: { 'X-Auth-Token': token } });
  const seen: string[] = [];
  for await (const image of eachImage(http)) {
    if (image.properties.os_type === 'linux') seen.push(image.name ?? image.id);
  }
  return seen;
}
