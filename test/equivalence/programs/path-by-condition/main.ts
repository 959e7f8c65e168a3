type Kind = 'image' | 'server';
function pathOf(kind: Kind, id?: string): string {
  if (kind === 'server') {
    if (id) return `/v2.1/servers/${id}`;
    return '/v2.1/servers/detail';
  }
  if (id !== undefined) return `/v1.1/images/${id}`;
  return '/v1.1/images/detail';
}
class Http {
  constructor(private base: string, private token: string) {}
  async get(kind: Kind, id?: string): Promise<any> {
    const r = await fetch(this.base + pathOf(kind, id), { headers: { 'X-Auth-Token': this.token } });
    return r.json();
  }
}
export async function run(base: string, token: string) {
  const http = new Http(base, token);
  const body = await http.get('image');
  return body.images.map((i: any) => [i.name, i.is_public]);
}
