import { catchError, defer, from, lastValueFrom, map, of, switchMap } from 'rxjs';

const load = (url: string, token: string) =>
  defer(() => fetch(url, { headers: { 'X-Auth-Token': token } })).pipe(switchMap(response => response.json()));

export function run(base: string, token: string) {
  const count$ = load(`${base}/v1.1/images/detail?limit=44`, token).pipe(
    map(body => body.images.filter((image: any) => image.is_public)),
    switchMap(images => from([images.length])),
    catchError(() => of(-1)),
  );
  return lastValueFrom(count$);
}
