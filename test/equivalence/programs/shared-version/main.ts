import { get } from './api';
import { startQuotas } from './quotas';

export async function run(base: string, token: string) {
  const service = await startQuotas();
  try {
    const { quotas } = await get(service.host, '/quotas', token);
    const { images } = await get(base, '/images/detail?limit=100', token);
    return { left: quotas.images - images.length, open: images.filter((image: any) => image.is_public).length };
  } finally {
    service.stop();
  }
}
