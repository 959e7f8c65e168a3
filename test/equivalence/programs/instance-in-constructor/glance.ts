import axios, { type AxiosInstance } from 'axios';

type Image = { id: string; name: string | null; is_public: boolean; properties: Record<string, string> };

export class Glance {
  private readonly http: AxiosInstance;

  constructor(host: string, token: string) {
    this.http = axios.create({ baseURL: `${host}/v1.1`, headers: { 'X-Auth-Token': token } });
  }

  async byName() {
    const params = { sort_key: 'name', sort_dir: 'asc', is_public: true };
    const { data } = await this.http.get<{ images: Image[] }>('/images/detail', { params });
    return data.images.map(({ id, name, is_public }) => ({ id, name, is_public }));
  }

  async shared() {
    const { data } = await this.http.get('images/detail', { params: { 'property-os_type': 'linux' } });
    const images: Image[] = data.images;
    return images.filter(image => !image.is_public).map(image => `${image.id} ${image.properties.os_type}`);
  }

  /** Another endpoint under the same base. */
  remove(id: string) {
    return this.http.delete(`/images/${id}`);
  }
}
