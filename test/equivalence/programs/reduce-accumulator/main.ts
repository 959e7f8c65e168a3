type Image = {
  id: string;
  name: string | null;
  is_public: boolean;
  deleted: boolean;
  properties: Record<string, string>;
};
type Sorted = { open: Image[]; closed: Image[] };

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: Image[] };
  const sorted = images.reduce<Sorted>(
    (found, image) => {
      found[image.is_public ? 'open' : 'closed'].push(image);
      return found;
    },
    { open: [], closed: [] },
  );
  const last = images.reduce((best, image) => (image.id > best.id ? image : best));
  const smallest = images.reduce<Image | null>((best, image) => (!best || image.id < best.id ? image : best), null);
  const [open, closed] = images.reduce<[Image[], Image[]]>(
    ([left, right], image) => (image.is_public ? [[...left, image], right] : [left, [...right, image]]),
    [[], []],
  );
  const byId = images.reduce((map, image) => map.set(image.id, image), new Map<string, Image>());
  const { rows } = images.reduce<{ rows: Image[] }>((acc, image) => ({ ...acc, rows: [...acc.rows, image] }), { rows: [] });
  return {
    systems: sorted.open.map(image => image.properties.os_type ?? null),
    closed: sorted.closed.map(image => image.is_public),
    last: last.is_public,
    smallest: smallest && [smallest.is_public, smallest.properties.os_type ?? null],
    counts: [open.length, closed.filter(image => image.is_public).length],
    one: byId.get(last.id)!.is_public,
    rows: rows.filter(image => !image.deleted && image.is_public).length,
  };
}
