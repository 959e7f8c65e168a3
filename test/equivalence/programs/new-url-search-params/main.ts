export async function run(base: string, token: string) {
  const url = new URL('/v1.1/images/detail', base);
  url.searchParams.set('sort_key', 'size');
  url.searchParams.set('sort_dir', 'desc');
  url.searchParams.set('limit', '10');
  const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
  const body = await response.json();
  return body.images.map((image: any) => [image.name, image.size, image.deleted]);
}
