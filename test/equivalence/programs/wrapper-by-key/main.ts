async function all(base: string, token: string, path: string, key: string, query: Record<string, string>): Promise<any[]> {
  const found: any[] = [];
  let marker = '';
  for (;;) {
    const qs = new URLSearchParams({ ...query, limit: '5', ...(marker ? { marker } : {}) });
    const body: any = await (await fetch(`${base}${path}?${qs}`, { headers: { 'X-Auth-Token': token } })).json();
    const page = body[key];
    found.push(...page);
    if (page.length < 5) return found;
    marker = page[page.length - 1].id;
  }
}
export async function run(base: string, token: string) {
  const images = await all(base, token, '/v1.1/images/detail', 'images', { 'property-os_type': 'linux' });
  return images.map(i => [i.name, i.is_public]);
}
export const servers = (base: string, token: string) => all(base, token, '/v2.1/servers/detail', 'servers', {});
