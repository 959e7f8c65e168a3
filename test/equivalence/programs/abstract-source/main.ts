abstract class Source<T> {
  constructor(
    protected readonly base: string,
    protected readonly token: string,
  ) {}

  abstract list(): Promise<T[]>;
}

interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

class Images extends Source<Image> {
  async list() {
    const response = await fetch(`${this.base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': this.token } });
    return ((await response.json()) as { images: Image[] }).images;
  }
}

class Regions extends Source<{ id: string }> {
  async list() {
    return [{ id: 'eu' }];
  }
}

export async function run(base: string, token: string) {
  const images = await new Images(base, token).list();
  const regions = await new Regions(base, token).list();
  return [images.filter(image => image.is_public).map(image => image.name), regions.map(region => region.id)];
}
