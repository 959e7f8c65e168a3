import { renderToStaticMarkup } from 'react-dom/server';
import { fetchImages } from './api';
import { ImageCard } from './image-card';

export async function run(base: string, token: string) {
  const images = await fetchImages(base, token);
  return renderToStaticMarkup(
    <>
      {images.slice(0, 8).map(image => (
        <ImageCard key={image.id} image={image} />
      ))}
    </>,
  );
}
