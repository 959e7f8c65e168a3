import http from 'node:http';
export async function run(base: string, token: string) {
  const { hostname, port } = new URL(base);
  const options: http.RequestOptions = { hostname, port, method: 'GET' };
  options.path = '/v1.1/images/detail' + '?' + new URLSearchParams({ limit: '3', is_public: 'true' });
  options.headers = { 'X-Auth-Token': token };
  const body: any = await new Promise((yes, no) => {
    http.get(options, res => { const parts: Buffer[] = []; res.on('data', p => parts.push(p)); res.on('end', () => yes(JSON.parse(Buffer.concat(parts).toString()))); }).on('error', no);
  });
  return body.images.map((i: any) => [i.name, i.is_public]);
}
