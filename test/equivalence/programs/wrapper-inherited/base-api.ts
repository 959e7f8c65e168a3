export abstract class BaseApi {
  protected abstract readonly resource: string;

  constructor(
    protected readonly base: string,
    protected readonly token: string,
  ) {}

  protected async fetchAll(query = ''): Promise<any> {
    const response = await fetch(`${this.base}/${this.resource}${query}`, { headers: { 'X-Auth-Token': this.token } });
    return response.json();
  }
}
