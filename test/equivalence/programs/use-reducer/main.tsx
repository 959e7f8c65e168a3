import { useReducer } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

type State = { images: Image[]; error: string | null };
type Action = { type: 'received'; images: Image[] } | { type: 'failed'; error: string };

function reduce(state: State, action: Action): State {
  return action.type === 'received' ? { ...state, images: action.images } : { ...state, error: action.error };
}

function Names({ loaded }: { loaded: Image[] }) {
  const [state, dispatch] = useReducer(reduce, { images: [], error: null });
  if (state.images.length === 0 && loaded.length > 0) dispatch({ type: 'received', images: loaded });
  return <ul>{state.images.map(image => <li key={image.id}>{image.is_public ? image.name : 'own'}</li>)}</ul>;
}

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=20`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return renderToStaticMarkup(<Names loaded={images} />);
}
