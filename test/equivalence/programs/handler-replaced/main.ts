type Image = { id: string; name: string | null; is_public: boolean };
type Handler<T> = (images: Image[]) => T;

class View {
  format: Handler<string[]> = images => images.map(image => image.id);
  constructor(private onMany: Handler<number>) {}

  render(images: Image[]) {
    return [this.format(images), this.onMany(images)];
  }

  whenMany(handler: Handler<number>) {
    this.onMany = handler;
    return this;
  }
}

function each(images: Image[], visit: (image: Image) => void = image => void image.id) {
  images.forEach(visit);
}

export async function run(base: string, token: string) {
  let label = (image: Image) => image.id;
  if (token) label = image => `${image.id} ${image.is_public ? 'public' : 'private'}`;

  const view = new View(images => images.length).whenMany(
    images => images.filter(image => image.is_public).length,
  );
  view.format = images => images.map(image => `${image.name}: ${image.is_public}`);

  const response = await fetch(`${base}/v1.1/images/detail?limit=40`, {
    headers: { 'X-Auth-Token': token },
  });
  const { images }: { images: Image[] } = await response.json();
  const seen: boolean[] = [];
  each(images, image => seen.push(image.is_public));
  each(images);
  return [images.map(label), view.render(images), seen];
}
