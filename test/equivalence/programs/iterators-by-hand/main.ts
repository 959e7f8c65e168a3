interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
  deleted: boolean;
  properties: Record<string, string>;
}

async function* listImages(base: string, token: string): AsyncGenerator<Image> {
  const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: Image[] };
  yield* images;
}

function* pairs(images: Image[]): Generator<[string, Image]> {
  for (const image of images) yield [image.id, image];
}

export async function run(base: string, token: string) {
  const iterator = listImages(base, token);
  const first = (await iterator.next()).value as Image;
  const rest: Image[] = [];
  for (let step = await iterator.next(); !step.done; step = await iterator.next()) rest.push(step.value);
  const values = rest.values();
  const second = values.next().value as Image;
  const { value } = pairs(rest).next();
  const [id, third] = value as [string, Image];
  return {
    first: [first.is_public, first.deleted, first.properties.os_type ?? null],
    second: second.is_public,
    third: [id, third.is_public],
    rest: rest.map(image => [image.name, image.is_public]),
  };
}
