import { changedSince } from './sync';

export async function run(base: string, token: string) {
  const batch = await changedSince(base, token, '2014-03-20T01:00:00Z');
  return batch.map(image => ({ id: image.id, name: image.name, status: image.status }));
}
