export abstract class Resource<T> {
  constructor(
    private readonly base: string,
    private readonly token: string,
    private readonly path: string,
    private readonly key: string,
  ) {}

  protected async all(): Promise<T[]> {
    const response = await fetch(`${this.base}/v1.1${this.path}`, { headers: { 'X-Auth-Token': this.token } });
    return (await response.json())[this.key];
  }
}
