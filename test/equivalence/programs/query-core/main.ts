import { QueryClient } from '@tanstack/query-core';
import { imageQueries } from './queries';

export async function run(base: string, token: string) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  try {
    const images = await client.fetchQuery(imageQueries.list({ base, token }));
    return images.filter(image => image.isPublic).map(image => image.title);
  } finally {
    client.clear();
  }
}
