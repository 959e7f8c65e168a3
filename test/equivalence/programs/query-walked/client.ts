type Value = string | number | boolean | null | undefined;
export type Query = Record<string, Value>;

export class Client {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  async byUrl<T>(path: string, query: Query = {}): Promise<T> {
    const url = new URL(path, this.base);
    for (const [name, value] of Object.entries(query)) {
      if (value === undefined || value === null) continue;
      url.searchParams.set(name, String(value));
    }
    return this.send(url);
  }

  async byParams<T>(path: string, query?: Query): Promise<T> {
    const params = new URLSearchParams();
    if (query) {
      for (const name of Object.keys(query)) {
        const value = query[name];
        if (value != null) params.append(name, value.toString());
      }
    }
    return this.send(`${this.base}${path}?${params}`);
  }

  async byText<T>(path: string, query: Query): Promise<T> {
    const text = Object.entries(query)
      .filter(([, value]) => value != null)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
      .join('&');
    return this.send(`${this.base}${path}?${text}`);
  }

  private async send<T>(url: string | URL): Promise<T> {
    const response = await fetch(url, { headers: { 'X-Auth-Token': this.token } });
    if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
    return (await response.json()) as T;
  }
}
