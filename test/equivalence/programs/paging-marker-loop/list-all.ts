export interface Image {
  id: string;
  is_public: boolean;
}

const PAGE_SIZE = 10;

export async function listAll(base: string, token: string): Promise<Image[]> {
  const all: Image[] = [];
  let marker: string | undefined;
  for (;;) {
    let url = `${base}/v1.1/images/detail?limit=${PAGE_SIZE}`;
    if (marker) url += `&marker=${marker}`;
    const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
    const { images } = (await response.json()) as { images: Image[] };
    all.push(...images);
    const last = images[images.length - 1];
    if (images.length < PAGE_SIZE || !last) return all;
    marker = last.id;
  }
}
