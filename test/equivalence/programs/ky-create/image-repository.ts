import type { KyInstance } from 'ky';

export class ImageRepository {
  private readonly resource = 'v1.1/images/detail';

  constructor(private readonly http: KyInstance) {}

  async countByStatus(status: string): Promise<number> {
    const body = await this.http.get(this.resource, { searchParams: { status, limit: 1000 } }).json<{ images: unknown[] }>();
    return body.images.length;
  }
}
