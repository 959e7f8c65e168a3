interface Page<T> {
  images: T[];
}
type Image = { id: string; name: string | null } & { is_public: boolean } & { properties: Record<string, string> };

async function get<T>(url: string, token: string): Promise<T> {
  const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
  return response.json() as Promise<T>;
}

class Gallery {
  private shown: Image[] = [];
  private first?: Image;

  async load(base: string, token: string): Promise<void> {
    const { images } = await get<Page<Image>>(`${base}/v1.1/images/detail`, token);
    this.shown = images;
    this.first = images[0];
  }

  get systems() {
    return this.shown.filter(image => image.is_public).map(image => [image.name, image.properties.os_type ?? null]);
  }

  get isFirstPublic() {
    return this.first?.is_public === true;
  }
}

export async function run(base: string, token: string) {
  const gallery = new Gallery();
  await gallery.load(base, token);
  return [gallery.systems, gallery.isFirstPublic];
}
