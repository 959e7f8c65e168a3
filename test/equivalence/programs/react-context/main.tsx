import axios from 'axios';
import { createContext, useContext, useMemo } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
  properties: { os_type?: string | null };
}

const Images = createContext<Image[]>([]);

function OpenNames() {
  const images = useContext(Images);
  const open = useMemo(() => images.filter(image => image.is_public), [images]);
  return <ol>{open.map(image => <li key={image.id} title={image.properties.os_type ?? ''}>{image.name}</li>)}</ol>;
}

const Count = () => <Images.Consumer>{images => <b>{images.filter(image => !image.is_public).length}</b>}</Images.Consumer>;

export async function run(base: string, token: string) {
  const { data } = await axios.get<{ images: Image[] }>(`${base}/v1.1/images/detail?limit=30`, { headers: { 'X-Auth-Token': token } });
  return renderToStaticMarkup(
    <Images.Provider value={data.images}>
      <OpenNames />
      <Count />
    </Images.Provider>,
  );
}
