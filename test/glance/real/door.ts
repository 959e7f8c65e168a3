import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer that went out by the door. */
export type Exchange = {
  path: string;
  token: string;
  status: number;
  /** Whether it bears the mark of the real service. */
  isReal: boolean;
  body: string;
};

export type Door = {
  base: string;
  /** What went through since it was asked last. */
  take(): Exchange[];
  close(): Promise<void>;
};

/**
 * A door before two services, which writes down what goes through: `/v2` leads to the real one, all else to the
 * replica, where the older API can be switched off.
 */
export async function openDoor(real: string, replica: string): Promise<Door> {
  let seen: Exchange[] = [];
  const server = createServer((from, to) => {
    const base = /^\/v2(\/|$)/.test(from.url ?? '') ? real : replica;
    passOn(base, from, to, exchange => seen.push(exchange));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

function passOn(
  base: string,
  from: IncomingMessage,
  to: ServerResponse,
  tell: (seen: Exchange) => void,
): void {
  const { method, headers, url: path = '' } = from;
  const onward = request(base + path, { method, headers }, answer => {
    const chunks: Buffer[] = [];
    answer.on('data', chunk => chunks.push(chunk));
    answer.on('end', () => {
      const { statusCode: status = 0, headers: said } = answer;
      const body = Buffer.concat(chunks);
      tell({
        path,
        token: String(headers['x-auth-token'] ?? ''),
        status,
        isReal: said['x-openstack-request-id'] !== undefined,
        body: body.toString(),
      });
      to.writeHead(status, said);
      to.end(body);
    });
  });
  onward.on('error', () => to.destroy());
  from.pipe(onward);
}
