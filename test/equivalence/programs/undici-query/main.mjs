import { Agent, request } from 'undici';

const dispatcher = new Agent({ keepAliveTimeout: 10, keepAliveMaxTimeout: 10 });

export async function run(base, token) {
  const { body } = await request(base + '/v1.1/images/detail', {
    dispatcher,
    headers: { 'x-auth-token': token },
    query: { status: 'active', limit: 20, deleted: 'false' },
  });
  const { images } = await body.json();
  return images.map(image => image.name).sort();
}
