import { request } from 'node:http';

export async function run(base: string, token: string) {
  const url = new URL('/v1.1/images/detail', base);
  url.searchParams.set('limit', '19');
  url.searchParams.set('is_public', 'None');
  const text = await new Promise<string>((resolve, reject) => {
    const call = request(url, { headers: { 'x-auth-token': token } }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', part => (body += part));
      response.on('end', () => resolve(body));
    });
    call.on('error', reject);
    call.end();
  });
  return JSON.parse(text).images.map((image: any) => [image.is_public, image.size]);
}
