export interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

export const IMAGES_KEY = '/v1.1/images/detail?limit=20';

export const createFetcher =
  (base: string, token: string) =>
  async (path: string): Promise<Image[]> => {
    const response = await fetch(base + path, { headers: { 'X-Auth-Token': token } });
    const body = await response.json();
    return body.images;
  };
