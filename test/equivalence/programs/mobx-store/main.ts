import { autorun, makeAutoObservable, runInAction } from 'mobx';

interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
  properties: Record<string, string | null>;
}

class ImageStore {
  images: Image[] = [];

  constructor(private readonly base: string, private readonly token: string) {
    makeAutoObservable(this);
  }

  get open() {
    return this.images.filter(image => image.is_public);
  }

  async load() {
    const response = await fetch(`${this.base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': this.token } });
    const { images } = await response.json();
    runInAction(() => {
      this.images = images;
    });
  }
}

export async function run(base: string, token: string) {
  const store = new ImageStore(base, token);
  const seen: string[] = [];
  const stop = autorun(() => seen.push(store.open.map(image => image.properties.os_type ?? '-').join()));
  await store.load();
  stop();
  return seen;
}
