import { GlanceService } from './glance-service';

export async function run(base: string, token: string) {
  const service = new GlanceService(base, token);
  const images = await service.list();
  return {
    count: images.length,
    publicNames: images.filter(image => image.is_public).map(image => image.name),
    privateNames: images.filter(image => !image.is_public).map(image => image.name),
  };
}
