import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export async function startQuotas() {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/v1.1/quotas' ? 200 : 404;
    response.end(JSON.stringify({ quotas: { images: 40 } }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
