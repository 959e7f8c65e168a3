import '@angular/compiler';
import { computed, signal } from '@angular/core';

class ImagesStore {
  private readonly images = signal<any[]>([]);
  private readonly open = computed(() => this.images().filter(image => image.is_public));
  readonly systems = computed(() => this.open().map(image => image.properties.os_type ?? '-').join());

  async load(base: string, token: string) {
    const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
    const { images } = await response.json();
    this.images.set(images);
  }
}

export async function run(base: string, token: string) {
  const store = new ImagesStore();
  await store.load(base, token);
  return store.systems();
}
