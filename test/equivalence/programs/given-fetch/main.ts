import { load } from './load';

export const run = (base: string, token: string) =>
  load({
    fetch: (path: string) => globalThis.fetch(base + path, { headers: { 'X-Auth-Token': token } }),
    url: new URL('http://localhost/?limit=40'),
  });
