interface Image {
  name: string | null;
  is_public: boolean;
  size: number | null;
}

function* publicImages(images: Iterable<Image>) {
  for (const image of images) {
    if (image.is_public) yield image;
  }
}

function* take<T>(items: Iterable<T>, count: number) {
  let left = count;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}

export async function run(base: string, token: string) {
  const response = await fetch(base.concat('/v1.1/images/detail', '?limit=100'), { headers: { 'X-Auth-Token': token } });
  const body = (await response.json()) as { images: Image[] };
  return Array.from(take(publicImages(body.images), 5), image => `${image.name}:${image.size}`);
}
