import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Image } from './images.ts';
import { Refusal } from './refusal.ts';
import { briefV1, listV1 } from './v1.ts';
import { listV2 } from './v2.ts';
import { type Identity, readToken } from './visible.ts';

/** How v1.1 stands: served, unknown to the service as in Rocky and later, or gone for good. */
export type OldApi = 'served' | 'unknown' | 'gone';

export type Glance = {
  /** `http://127.0.0.1:PORT` */
  base: string;
  /** Exchanges the images behind the service. */
  load(images: readonly Image[]): void;
  close(): Promise<void>;
};

type Reply = { status: number; body?: object | string; headers?: Record<string, string> };
type Lister = (images: readonly Image[], query: URLSearchParams, who: Identity) => object;

const V2_MINORS = { served: [0, 1, 2, 3, 4, 5, 6], unknown: [0, 1, 2, 3, 4, 5, 6, 7, 9, 15] };

/** Starts both generations of the API over one store, on a free port of the loopback. */
export async function startGlance(images: readonly Image[], old: OldApi = 'served'): Promise<Glance> {
  let store = images;
  const server = createServer((request, response) => send(request, response, answer(request, store, old)));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    load: next => {
      store = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const isJson = typeof reply.body === 'object';
  response.writeHead(reply.status, {
    'content-type': isJson ? 'application/json' : 'text/plain; charset=UTF-8',
    ...reply.headers,
  });
  response.end(
    request.method === 'HEAD' ? undefined : isJson ? JSON.stringify(reply.body) : (reply.body ?? ''),
  );
}

function answer(request: IncomingMessage, images: readonly Image[], old: OldApi): Reply {
  const url = new URL(`http://glance${request.url?.replace(/^\/+/, '/')}`);
  const route = findRoute(url.pathname, request.headers.accept ?? '', old);
  if ('status' in route) return route;
  if (request.method !== 'GET')
    return { status: 405, headers: { Allow: route.allow(request.method) }, body: 'Method Not Allowed' };
  const who = readToken(String(request.headers['x-auth-token'] ?? ''));
  if (!who) return { status: 401, body: '401 Unauthorized' };
  try {
    return { status: 200, body: route.list(images, url.searchParams, who) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: error.message };
  }
}

type Route = { list: Lister; allow: (method: string | undefined) => string };

const V1_LIST: Omit<Route, 'list'> = { allow: method => (method === 'HEAD' ? 'GET' : 'GET, HEAD') };
const V1_PATHS: Readonly<Record<string, Route>> = {
  '/images/detail': { list: listV1, ...V1_LIST },
  '/images': { list: briefV1, ...V1_LIST },
  '/': { list: briefV1, ...V1_LIST },
};
const V2_PATHS: Readonly<Record<string, Route>> = {
  '/images': { list: listV2, allow: () => 'GET, POST' },
};

const MEDIA_TYPE = /application\/vnd\.openstack\.images-(v[0-9.]+)/;

function findRoute(path: string, accept: string, old: OldApi): Route | Reply {
  const { version, inside } = splitPath(path, MEDIA_TYPE.exec(accept)?.[1]);
  const isOld = ['v1', 'v1.0', 'v1.1'].includes(version);
  if (isOld && old === 'gone') return { status: 410, body: '410 Gone' };
  const isV2 = version === 'v2' || minorsOf(old).some(minor => version === `v2.${minor}`);
  if (!isV2 && !(isOld && old === 'served')) return { status: 300, body: listVersions(old) };
  if (inside === '') return { status: 302, headers: { Location: isOld ? '/v1/' : '/v2/' } };
  const routes = isOld ? V1_PATHS : V2_PATHS;
  const route = Object.hasOwn(routes, inside) ? routes[inside] : undefined;
  return route ?? missing(inside);
}

/** The version stands in the path or, where the path has none, in the media type that is asked for. */
function splitPath(path: string, media: string | undefined): { version: string; inside: string } {
  const [, version = '', rest = ''] = /^\/(v[0-9]+(?:\.[0-9]+)?(?=\/|$))?(.*)$/.exec(path) ?? [];
  if (media) return { version: media, inside: path };
  return { version, inside: rest.replace(/\/+/g, '/') };
}

function missing(path: string): Reply {
  const id = /^\/images\/([^/]+)$/.exec(path)?.[1];
  return { status: 404, body: id ? `No image found with ID ${id}` : 'The resource could not be found.' };
}

const minorsOf = (old: OldApi): readonly number[] => V2_MINORS[old === 'served' ? 'served' : 'unknown'];

function listVersions(old: OldApi): object {
  const v2 = [...minorsOf(old)]
    .reverse()
    .map((minor, i) => ({ id: `v2.${minor}`, status: i === 0 ? 'CURRENT' : 'SUPPORTED' }));
  const v1 = ['v1.1', 'v1.0'].map(id => ({ id, status: 'DEPRECATED' }));
  return { versions: old === 'served' ? [...v2, ...v1] : v2 };
}
