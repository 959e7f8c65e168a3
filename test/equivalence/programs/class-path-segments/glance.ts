export class Glance {
  private readonly version = 'v1.1';
  private readonly resource = 'images';

  constructor(
    private readonly endpoint: string,
    private readonly token: string,
  ) {}

  path(...segments: string[]): string {
    return [this.endpoint, this.version, this.resource, ...segments].join('/');
  }

  async list(limit: number): Promise<{ name: string | null; is_public: boolean }[]> {
    const response = await fetch(this.path('detail') + `?limit=${limit}`, { headers: { 'X-Auth-Token': this.token } });
    const body = await response.json();
    return body.images;
  }

  memberPath(id: string): string {
    return this.path(id, 'members').slice(this.endpoint.length);
  }
}
