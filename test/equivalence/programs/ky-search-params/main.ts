import ky from 'ky';

type Image = { id: string; name: string | null; status: string; size: number | null };

export async function run(base: string, token: string) {
  const { images } = await ky
    .get(`${base}/v1.1/images/detail`, {
      searchParams: { limit: 100, sort_key: 'status', sort_dir: 'asc' },
      headers: { 'X-Auth-Token': token },
      retry: 0,
    })
    .json<{ images: Image[] }>();
  return images.map(({ name, status, size }) => ({ name, status, empty: size === null || size === 0 }));
}
