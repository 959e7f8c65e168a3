interface Page {
  images: { id: string; is_public: boolean; properties: Record<string, string> }[];
}

async function* pages(base: string, token: string): AsyncGenerator<Page> {
  let next: string | undefined = '/v1.1/images/detail?limit=7';
  while (next) {
    const response: Response = await fetch(new URL(next, base), { headers: { 'X-Auth-Token': token } });
    const page: Page = await response.json();
    yield page;
    const last = page.images.at(-1);
    next = page.images.length === 7 && last ? `/v1.1/images/detail?limit=7&marker=${last.id}` : undefined;
  }
}

export async function run(base: string, token: string) {
  const rows: string[] = [];
  for await (const { images } of pages(base, token))
    for (const { id, is_public: open, properties } of images) rows.push([id, open, properties.os_type ?? 'none'].join());
  return rows;
}
