import type { AddressInfo } from 'node:net';
import { createApp } from './app';

export async function run(base: string, token: string) {
  const server = createApp(base).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api/images`, { headers: { authorization: `Bearer ${token}` } });
    return await response.json();
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
