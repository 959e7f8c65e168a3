interface Image {
  id: string;
  name: string | null;
  status: string;
}

export async function changedSince(base: string, token: string, since: string): Promise<Image[]> {
  const url = `${base}/v1.1/images/detail?changes-since=${encodeURIComponent(since)}&limit=100`;
  const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
  if (!response.ok) throw new Error(await response.text());
  const { images } = (await response.json()) as { images: Image[] };
  return images;
}
