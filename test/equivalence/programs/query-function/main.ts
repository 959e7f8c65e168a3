import { QueryClient } from '@tanstack/query-core';

const images = (base: string, token: string) =>
  ({
    queryKey: ['images', base],
    queryFn: async ({ signal }: { signal?: AbortSignal }) => {
      const response = await fetch(`${base}/v1.1/images/detail?limit=36`, { signal, headers: { 'X-Auth-Token': token } });
      const { images } = await response.json();
      return images as { name: string | null; is_public: boolean }[];
    },
  }) as const;

export async function run(base: string, token: string) {
  const client = new QueryClient();
  const list = await client.fetchQuery(images(base, token));
  return list.filter(image => image.is_public).map(image => image.name);
}
