import { from, lastValueFrom, mergeMap, map, toArray, expand, EMPTY } from 'rxjs';
export async function run(base: string, token: string) {
  const page = (marker?: string) => from(fetch(`${base}/v1.1/images/detail?limit=4${marker ? `&marker=${marker}` : ''}`, { headers: { 'X-Auth-Token': token } }).then(r => r.json() as any));
  return lastValueFrom(page().pipe(
    expand((b: any) => (b.images.length === 4 ? page(b.images[3].id) : EMPTY)),
    mergeMap((b: any) => b.images as any[]),
    map((i: any) => `${i.name}:${i.is_public}`),
    toArray(),
  ));
}
