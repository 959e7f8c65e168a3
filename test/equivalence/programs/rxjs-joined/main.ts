import { catchError, combineLatest, concat, forkJoin, from, lastValueFrom, map, merge, of, scan, switchMap, toArray } from 'rxjs';

interface Image {
  name: string;
  is_public: boolean;
  properties: Record<string, string>;
}

export async function run(base: string, token: string) {
  const headers = { 'X-Auth-Token': token };
  const list = (status: string) =>
    from(fetch(`${base}/v1.1/images/detail?status=${status}`, { headers })).pipe(
      switchMap(response => response.json() as Promise<{ images: Image[] }>),
      map(body => body.images),
      catchError(() => of([] as Image[])),
    );
  const all$ = of('active').pipe(
    switchMap(status => list(status)),
    map(images => images.filter(image => image.is_public)),
  );
  const both = await lastValueFrom(forkJoin([list('active'), list('queued')]).pipe(
    map(([active, queued]) => [...active, ...queued].map(image => `${image.name} ${image.is_public}`)),
  ));
  const named = await lastValueFrom(forkJoin({ active: list('active'), part: of('a') }).pipe(
    map(({ active, part }) => active.filter(image => image.is_public && image.name?.includes(part)).length),
  ));
  const merged = await lastValueFrom(merge(all$, list('queued')).pipe(
    scan((seen, images) => seen + images.filter(image => image.properties.os_type).length, 0),
  ));
  const joined = await lastValueFrom(concat(list('active'), list('queued')).pipe(toArray()));
  const latest = await lastValueFrom(combineLatest([all$, of(1)]).pipe(map(([images, n]) => images.map(image => image.is_public).length + n)));
  return { both, named, merged, joined: joined.map(images => images.filter(image => !image.is_public).length), latest };
}
