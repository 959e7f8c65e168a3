import ky, { type KyInstance } from 'ky';
import { ImageRepository } from './image-repository';

export async function run(base: string, token: string) {
  const client: KyInstance = ky.create({ prefixUrl: base, headers: { 'X-Auth-Token': token }, retry: 0 });
  const repository = new ImageRepository(client);
  return { active: await repository.countByStatus('active'), saving: await repository.countByStatus('saving') };
}
