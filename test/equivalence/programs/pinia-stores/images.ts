import { defineStore } from 'pinia';

export interface Image {
  id: string;
  name: string;
  is_public: boolean;
  properties: Record<string, string>;
}

export const useImages = defineStore('images', {
  state: () => ({ images: [] as Image[], count: 0 }),
  getters: {
    open: state => state.images.filter(image => image.is_public),
    byId: state => (id: string) => state.images.find(image => image.id === id),
    names(): string[] {
      return this.open.map(image => image.name);
    },
  },
  actions: {
    async load(base: string, token: string): Promise<Image[]> {
      const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
      const body = await response.json();
      this.images = body.images;
      this.count = body.images.length;
      return this.images;
    },
  },
});
