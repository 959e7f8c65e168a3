async function load(base: string, token: string, path = '/v1.1/images/detail', query: Record<string, string> = {}) {
  const response = await fetch(`${base}${path}?${new URLSearchParams(query)}`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return images;
}

export async function run(base: string, token: string) {
  const images = await load(base, token);
  return images.filter((image: any) => !image.is_public).map((image: any) => image.owner);
}
