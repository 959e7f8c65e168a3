import { filter, from, lastValueFrom, map, switchMap, toArray } from 'rxjs';
import { fromFetch } from 'rxjs/fetch';

interface Image {
  name: string | null;
  is_public: boolean;
  properties: Record<string, string>;
}

export async function run(base: string, token: string) {
  const names$ = fromFetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } }).pipe(
    switchMap(response => response.json() as Promise<{ images: Image[] }>),
    switchMap(({ images }) => from(images)),
    filter(image => image.is_public),
    map(image => `${image.name}|${image.properties.os_type ?? ''}`),
    toArray(),
  );
  return lastValueFrom(names$);
}
