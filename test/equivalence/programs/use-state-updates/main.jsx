import { useState } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const EMPTY = { images: [], step: 'empty', opened: Date.now() };

/** Each render does one step: receive, keep the public ones, sort. */
function Names({ loaded }) {
  const [state, setState] = useState(EMPTY);
  const [images, setImages] = useState(() => []);
  if (state.step === 'empty') {
    setState({ images: loaded, step: 'received' });
    setImages(loaded);
  } else if (state.step === 'received') {
    setState(old => ({ images: old.images.filter(image => image.is_public), step: 'public' }));
    setImages(old => [...old].sort((a, b) => Number(b.is_public) - Number(a.is_public)));
  }
  return (
    <ul title={state.step}>
      {state.images.map(image => <li key={image.id}>{image.name}</li>)}
      {images.map(image => <b key={image.id}>{image.is_public ? 'public' : 'own'}</b>)}
    </ul>
  );
}

export async function run(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=20`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return renderToStaticMarkup(<Names loaded={images} />);
}
