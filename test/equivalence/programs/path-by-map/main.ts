const ENDPOINTS = new Map<string, string>([['images', '/v1.1/images/detail'], ['servers', '/v2.1/servers/detail']]);
export async function run(base: string, token: string) {
  const response = await fetch(base + ENDPOINTS.get('images'), { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as any;
  return images.map((i: any) => [i.name, i.is_public]);
}
