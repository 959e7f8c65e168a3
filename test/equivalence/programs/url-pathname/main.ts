/** The path is given to a URL object, put behind the path that it has, or is relative to the folder of its base. */

type Image = { id: string; is_public: boolean; properties: Record<string, string> };

export async function run(base: string, token: string) {
  const read = async (url: URL) => {
    const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
    if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
    return ((await response.json()) as { images: Image[] }).images.map(
      image => `${image.id} ${image.is_public} ${image.properties.os_type}`,
    );
  };

  const active = new URL(base);
  active.pathname = '/v1.1/images/detail';
  active.searchParams.set('status', 'active');
  active.searchParams.set('is_public', 'false');

  const linux = new URL('/v1.1/images', base);
  linux.pathname += '/detail';
  linux.search = '?property-os_type=linux';

  const short = new URL(base);
  short.pathname = 'v1.1/images/detail';
  for (const { is_public } of [{ is_public: true }]) if (is_public) short.searchParams.append('limit', '4');

  return [
    await read(active),
    await read(linux),
    await read(short),
    await read(new URL('./images/detail?limit=3', base + '/v1.1/')),
    await read(new URL('../images/detail', `${base}/v1.1/flavors/`)),
  ];
}
