export interface GlanceImage {
  id: string;
  name: string | null;
  status: string;
  is_public: boolean;
  size: number | null;
}

export class GlanceService {
  constructor(
    private readonly endpoint: string,
    private readonly token: string,
  ) {}

  async list(): Promise<GlanceImage[]> {
    const response = await fetch(`${this.endpoint}/v1.1/images/detail?limit=100`, {
      headers: { 'X-Auth-Token': this.token, Accept: 'application/json' },
    });
    if (!response.ok) {
      throw new Error(`glance answered ${response.status}`);
    }
    const body = (await response.json()) as { images: GlanceImage[] };
    return body.images;
  }
}
