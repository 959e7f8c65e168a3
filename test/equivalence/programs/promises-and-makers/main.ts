interface Image {
  name: string;
  is_public: boolean;
  properties: Record<string, string>;
}

const late = () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), 4000).unref());
const named = (part: string) => (image: Image) => image.is_public && image.name?.includes(part);
const by = (key: 'name') => (a: Image, b: Image) => Number(b.is_public) - Number(a.is_public) || (a[key] < b[key] ? -1 : 1);

async function list(base: string, token: string, status: string): Promise<Image[]> {
  const query = new URLSearchParams({ status });
  const response = await fetch(`${base}/v1.1/images/detail?${query}`, { headers: { 'X-Auth-Token': token } });
  if (!response.ok) throw new Error(String(response.status));
  return ((await response.json()) as { images: Image[] }).images;
}

async function* pages(base: string, token: string) {
  for (const status of ['active', 'queued']) yield* await list(base, token, status);
}

export async function run(base: string, token: string) {
  const settled = await Promise.allSettled([list(base, token, 'active'), list(base, token, 'queued')]);
  const all = settled.flatMap(result => (result.status === 'fulfilled' ? result.value : []));
  const first = await Promise.race([list(base, token, 'active'), late()]);
  const any = await Promise.any([list(base, token, 'active')]);
  const told = await list(base, token, 'active').catch(error => console.error(error));
  const groups = new Map<string, Image[]>();
  for await (const image of pages(base, token)) {
    const system = image.properties.os_type ?? 'none';
    groups.set(system, [...(groups.get(system) ?? []), image]);
  }
  return {
    open: all.filter(image => image.is_public).map(image => image.name),
    named: first.filter(named('a')).map(image => image.name),
    sorted: any.sort(by('name')).map(image => image.name),
    told: told ? told.some(image => !image.is_public) : null,
    groups: [...groups].map(([system, images]) => `${system} ${images.filter(image => image.is_public).length}`),
  };
}
