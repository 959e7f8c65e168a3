/** A query is filled under another name: of a variable, a member, a field, or whoever a function gives it to. */

type Filters = Record<string, string>;

const checked = (filters: Filters): Filters => {
  if (!filters.limit) throw new Error('a limit is needed');
  return filters;
};

class Recent {
  private filters: Filters = {};

  since(time: string): Filters {
    const filters: Filters = { limit: '9' };
    this.filters = filters;
    this.filters['changes-since'] = time;
    this.filters.is_public = 'true';
    return filters;
  }
}

const byName = (query: Filters): string => {
  const params = new URLSearchParams();
  for (const name in query) if (Object.hasOwn(query, name)) params.set(name, query[name]!);
  return params.toString();
};

export async function run(base: string, token: string) {
  const read = async (url: URL | string) => {
    const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return ((await response.json()) as { images: { id: string }[] }).images.map(image => image.id);
  };
  const list = (filters: Filters) => read(`${base}/v1.1/images/detail?${new URLSearchParams(filters)}`);

  const linux: Filters = { limit: '5' };
  const same = linux;
  same['property-os_type'] = 'linux';

  const visible: Filters = { limit: '6' };
  const page = { visible, number: 1 };
  page.visible.is_public = 'true';

  const windows: Filters = { limit: '8' };
  const own = checked(windows);
  own['property-os_type'] = 'windows';

  const url = new URL('/v1.1/images/detail', base);
  const request = { url };
  request.url.searchParams.append('property-os_type', 'linux');

  return [
    await list(linux),
    await list(visible),
    await list(windows),
    await list(new Recent().since('2016-01-01T00:00:00Z')),
    await read(request.url),
    await read(`${base}/v1.1/images/detail?${byName({ is_public: 'false', limit: '3' })}`),
  ];
}
