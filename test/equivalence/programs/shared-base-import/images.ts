import { IMAGE_API } from './config';

export async function publicImages(token: string) {
  const url = `${IMAGE_API}/images/detail?limit=30&is_public=true`;
  const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
  const body = await response.json();
  return body.images.filter((image: any) => image.is_public).map((image: any) => image.name);
}

export const imageUrl = (id: string) => `${IMAGE_API}/images/${id}`;
