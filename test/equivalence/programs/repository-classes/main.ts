abstract class Repo<T> {
  protected abstract collection: string;
  constructor(private readonly base: string, private readonly token: string) {}
  protected async fetchAll(params: Record<string, string> = {}): Promise<T[]> {
    const response = await fetch(`${this.base}/v1.1/${this.collection}/detail?${new URLSearchParams(params)}`, { headers: { 'X-Auth-Token': this.token } });
    return ((await response.json()) as Record<string, T[]>)[this.collection]!;
  }
}
type Image = { name: string; is_public: boolean };
class ImageRepo extends Repo<Image> {
  protected collection = 'images';
  async publicNames() { return (await this.fetchAll({ limit: '5' })).filter(i => i.is_public).map(i => i.name); }
}
export const run = (base: string, token: string) => new ImageRepo(base, token).publicNames();
