import { type Endpoint, endpoints } from './endpoints';
async function send(base: string, token: string, { verb, url }: Endpoint, p: any = {}) {
  return (await fetch(base + url(p), { method: verb, headers: { 'X-Auth-Token': token } })).json() as any;
}
export async function run(base: string, token: string) {
  const { images } = await send(base, token, endpoints.listImages!);
  return images.map((i: any) => [i.name, i.is_public]);
}
