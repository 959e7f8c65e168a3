import { Endpoint } from './constants';

interface Image {
  id: string;
  name: string | null;
  properties: Record<string, string>;
}

export async function listImages(host: string, token: string): Promise<Image[]> {
  const res = await fetch(host + Endpoint.Images + '?limit=200', { headers: { 'X-Auth-Token': token } });
  const body: { images: Image[] } = await res.json();
  return body.images;
}
