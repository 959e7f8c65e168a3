import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { Both, Open, Pages, Whole } from './lists';
import { imageOptions, pageOptions } from './queries';

export async function run(base: string, token: string) {
  const client = new QueryClient();
  await client.prefetchQuery(imageOptions(base, token));
  await client.prefetchInfiniteQuery(pageOptions(base, token));
  const page = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <Open base={base} token={token} />
      <Whole base={base} token={token} />
      <Pages base={base} token={token} />
      <Both base={base} token={token} />
    </QueryClientProvider>,
  );
  client.clear();
  return page;
}
