export const send = async <T>(target: URL | string, token: string): Promise<T> => {
  const response = await fetch(target, { headers: { 'X-Auth-Token': token } });
  return (await response.json()) as T;
};

export function imagesUrl(base: string, isOpen: boolean): URL {
  const url = new URL('/v1.1/images/detail', base);
  if (isOpen) url.searchParams.set('is_public', 'true');
  return url;
}

export class Lister {
  private readonly url: URL;

  constructor(
    base: string,
    private readonly token: string,
  ) {
    this.url = new URL('/v1.1/images/detail', base);
    this.url.searchParams.append('property-os_type', 'linux');
  }

  list<T>(): Promise<T> {
    return send<T>(this.url, this.token);
  }
}
