type Image = { id: string; name: string | null; is_public: boolean; properties: Record<string, string> };
type Listener = (images: Image[]) => void;

const listeners: Listener[] = [];

function onImages(listener: Listener) {
  listeners.push(listener);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
  };
}

async function refresh(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: Image[] };
  for (const listener of listeners) listener(images);
}

class Store {
  private readonly watchers = new Set<(image: Image) => void>();

  watch(watcher: (image: Image) => void) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  async load(base: string, token: string) {
    const response = await fetch(`${base}/v1.1/images/detail?limit=8`, {
      headers: { 'X-Auth-Token': token },
    });
    const body: { images: Image[] } = await response.json();
    body.images.forEach(image => this.watchers.forEach(watch => watch(image)));
  }
}

export async function run(base: string, token: string) {
  const counts: number[] = [];
  const lines: string[] = [];
  const stops = [
    onImages(images => counts.push(images.filter(image => image.is_public).length)),
    onImages(images => lines.push(images.map(({ properties: { os_type } }) => os_type ?? '').join())),
  ];
  await refresh(base, token);
  for (const stop of stops) stop();
  await refresh(base, token);
  const store = new Store();
  const end = store.watch(({ id, is_public }) => lines.push(`${id} ${is_public}`));
  await store.load(base, token);
  return [counts, lines, end()];
}
