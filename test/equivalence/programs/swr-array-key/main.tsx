import { renderToStaticMarkup } from 'react-dom/server';
import useSWR, { SWRConfig, unstable_serialize } from 'swr';

type Key = [path: string, params: Record<string, string>];

const key: Key = ['/v1.1/images/detail', { status: 'active', limit: '12' }];

const createFetcher = (base: string, token: string) => async ([path, params]: Key) => {
  const response = await fetch(`${base}${path}?${new URLSearchParams(params)}`, { headers: { 'X-Auth-Token': token } });
  return response.json();
};

function Summary() {
  const { data } = useSWR<{ images: { name: string; is_public: boolean }[] }>(key);
  const open = data?.images.filter(image => image.is_public).length ?? 0;
  return <p>{`${open} of ${data?.images.length} are public`}</p>;
}

export async function run(base: string, token: string) {
  const fetcher = createFetcher(base, token);
  const fallback = { [unstable_serialize(key)]: await fetcher(key) };
  return renderToStaticMarkup(
    <SWRConfig value={{ fallback }}>
      <Summary />
    </SWRConfig>,
  );
}
