import { renderToStaticMarkup } from 'react-dom/server';
import useSWR, { SWRConfig, unstable_serialize } from 'swr';
import { createFetcher, IMAGES_KEY, type Image } from './fetcher';

function ImageNames() {
  const { data } = useSWR<Image[]>(IMAGES_KEY);
  return <ol>{data?.map(image => <li key={image.id}>{image.is_public ? image.name : '***'}</li>)}</ol>;
}

export async function run(base: string, token: string) {
  const fetcher = createFetcher(base, token);
  const fallback = { [unstable_serialize(IMAGES_KEY)]: await fetcher(IMAGES_KEY) };
  return renderToStaticMarkup(
    <SWRConfig value={{ fallback, fetcher }}>
      <ImageNames />
    </SWRConfig>,
  );
}
