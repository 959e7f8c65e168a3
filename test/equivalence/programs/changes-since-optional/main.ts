import axios from 'axios';

interface SyncOptions {
  since?: string;
  pageSize?: number;
}

export class ImageSync {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  async pull({ since, pageSize = 100 }: SyncOptions) {
    const params: Record<string, string | number> = { limit: pageSize };
    if (since) params['changes-since'] = since;
    const response = await axios.get(`${this.base}/v1.1/images/detail`, { params, headers: { 'X-Auth-Token': this.token } });
    return response.data.images as { id: string; name: string | null }[];
  }
}

export async function run(base: string, token: string) {
  const sync = new ImageSync(base, token);
  const everything = await sync.pull({});
  const recent = await sync.pull({ since: '2014-04-10T00:00:00Z' });
  return { everything: everything.length, recent: recent.map(image => image.name) };
}
