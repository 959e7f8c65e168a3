import { renderToStaticMarkup } from 'react-dom/server';
import { ImageList } from './image-list';

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=30`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return renderToStaticMarkup(<ImageList images={images} />);
}
