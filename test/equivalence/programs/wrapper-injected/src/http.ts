export interface RequestOptions {
  query?: Record<string, string | number | undefined>;
  version?: string;
}

export class HttpClient {
  constructor(
    private readonly endpoint: string,
    private readonly token: string,
  ) {}

  async request<T>(path: string, { query = {}, version = 'v1.1' }: RequestOptions = {}): Promise<T> {
    const url = new URL(`${this.endpoint}/${version}${path}`);
    for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value));
    const response = await fetch(url, { headers: { 'X-Auth-Token': this.token } });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()) as T;
  }
}
