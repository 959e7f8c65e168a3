interface Image {
  id: string;
  name: string | null;
  deleted: boolean;
  status: string;
}

export class ImageStore {
  private readonly images = new Map<string, Image>();

  constructor(
    private readonly endpoint: string,
    private readonly token: string,
  ) {}

  get size() {
    return this.images.size;
  }

  async load() {
    for (const image of await this.fetchImages('limit=1000')) this.images.set(image.id, image);
  }

  async refresh(since: string): Promise<string[]> {
    const removed: string[] = [];
    for (const image of await this.fetchImages(`changes-since=${since}&limit=1000`)) {
      if (image.deleted || image.status === 'killed') {
        removed.push(image.id);
        this.images.delete(image.id);
      } else {
        this.images.set(image.id, image);
      }
    }
    return removed;
  }

  private async fetchImages(query: string): Promise<Image[]> {
    const response = await fetch(`${this.endpoint}/v1.1/images/detail?${query}`, { headers: { 'X-Auth-Token': this.token } });
    const body = await response.json();
    return body.images;
  }
}
