import { api } from './api';

interface Image {
  name: string | null;
  disk_format: string | null;
  is_public: boolean;
}

export async function run(base: string, token: string) {
  const { images } = await api<{ images: Image[] }>(base, token, '/v1.1/images/detail', { limit: '100' });
  const formats = new Map<string, { total: number; open: number }>();
  for (const image of images) {
    const key = image.disk_format ?? 'none';
    const row = formats.get(key) ?? { total: 0, open: 0 };
    row.total += 1;
    if (image.is_public) row.open += 1;
    formats.set(key, row);
  }
  return [...formats].sort(([a], [b]) => a.localeCompare(b));
}
