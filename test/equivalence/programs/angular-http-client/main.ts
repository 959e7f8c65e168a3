import { firstValueFrom } from 'rxjs';
import { createHttpClient } from './http';
import { ImageService } from './image.service';

export async function run(base: string, token: string) {
  const service = new ImageService(createHttpClient(), base, token);
  const images = await firstValueFrom(service.list());
  return images.map(image => `${image.name} (${image.is_public ? 'public' : 'private'})`);
}
