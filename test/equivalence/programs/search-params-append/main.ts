import { toOptions } from './options';

export interface Filter {
  name?: string;
  status?: string;
  sizeMax?: number;
}

async function search(base: string, token: string, filter: Filter) {
  const params = new URLSearchParams();
  if (filter.name) params.append('name', filter.name);
  if (filter.status) params.append('status', filter.status);
  if (filter.sizeMax !== undefined) params.set('size_max', String(filter.sizeMax));
  params.set('limit', '100');
  const response = await fetch(base + '/v1.1/images/detail?' + params.toString(), {
    headers: { 'X-Auth-Token': token },
  });
  return (await response.json()).images;
}

export async function run(base: string, token: string) {
  const [small, queued, cirros] = await Promise.all([
    search(base, token, { sizeMax: 60 }),
    search(base, token, { status: 'queued' }),
    search(base, token, { name: 'cirros', status: 'active' }),
  ]);
  return { small: toOptions(small), queued: toOptions(queued), cirros: toOptions(cirros) };
}
