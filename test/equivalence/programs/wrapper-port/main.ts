interface HttpPort {
  get<T>(path: string): Promise<T>;
}

class FetchHttp implements HttpPort {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    const response = await fetch(this.base + path, { headers: { 'X-Auth-Token': this.token } });
    return response.json();
  }
}

class ImageService {
  constructor(private readonly http: HttpPort) {}

  async openNames(): Promise<(string | null)[]> {
    const body = await this.http.get<{ images: { name: string | null; is_public: boolean }[] }>('/v1.1/images/detail?limit=60');
    return body.images.filter(({ is_public }) => is_public).map(({ name }) => name);
  }
}

export const run = (base: string, token: string) => new ImageService(new FetchHttp(base, token)).openNames();
