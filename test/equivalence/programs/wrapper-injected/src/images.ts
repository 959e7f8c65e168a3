import type { HttpClient } from './http';

export interface ImageDto {
  id: string;
  name: string | null;
  is_public: boolean;
  properties: Record<string, string>;
}

export class ImagesApi {
  readonly #http: HttpClient;

  constructor(http: HttpClient) {
    this.#http = http;
  }

  async list(limit?: number): Promise<ImageDto[]> {
    const { images } = await this.#http.request<{ images: ImageDto[] }>('/images/detail', { query: { limit } });
    return images;
  }
}
