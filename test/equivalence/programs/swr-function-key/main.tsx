import { renderToStaticMarkup } from 'react-dom/server';
import { SWRConfig, unstable_serialize } from 'swr';
import { fetchImages, IMAGES } from './api';
import { ImageCount } from './image-count';

export async function run(base: string, token: string) {
  const images = await fetchImages(base, token)(IMAGES);
  return renderToStaticMarkup(
    <SWRConfig value={{ fallback: { [unstable_serialize(IMAGES)]: images } }}>
      <ImageCount base={base} token={token} />
    </SWRConfig>,
  );
}
