import { HttpClient, ImagesApi } from './src';

export async function run(base: string, token: string) {
  const images = await new ImagesApi(new HttpClient(base, token)).list(50);
  return images.map(image => [image.id, image.is_public, image.properties.os_type ?? 'none'].join(':'));
}
