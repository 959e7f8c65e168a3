import { listImages } from './images';

export async function run(base: string, token: string) {
  const images = await listImages({ base, token });
  return images.map(image => ({ id: image.id, open: image.is_public, os: image.properties.os_type }));
}
