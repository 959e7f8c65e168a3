import type { ImageListBody, ImageRecord } from './images';

interface Config {
  endpoint: string;
  token: string;
}

export class ImageStore {
  private items: ImageRecord[] = [];

  constructor(private readonly config: Config) {}

  async fetchAll(): Promise<void> {
    const response = await fetch(`${this.config.endpoint}/v1.1/images/detail?limit=100`, {
      headers: { 'X-Auth-Token': this.config.token },
    });
    const body: ImageListBody = await response.json();
    this.items = body.images;
  }

  get visible(): ImageRecord[] {
    return this.items.filter(item => item.is_public);
  }

  get totalSize(): number {
    return this.items.reduce((total, item) => total + (item.size ?? 0), 0);
  }

  byOs(os: string): ImageRecord[] {
    return this.items.filter(item => item.properties.os_type === os);
  }
}
