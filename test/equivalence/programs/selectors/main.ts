import { createSelector } from 'reselect';

interface Image {
  name: string;
  is_public: boolean;
  properties: Record<string, string>;
}
interface State {
  images: Image[];
  part: string;
}

const imagesOf = (state: State) => state.images;
const partOf = (state: State) => state.part;
const openImages = createSelector([imagesOf, partOf], (images, part) =>
  images.filter(image => image.is_public && String(image.name).includes(part)),
);
const systems = createSelector(openImages, imagesOf, (open, all) => ({
  open: open.map(image => image.properties.os_type),
  closed: all.filter(image => !image.is_public).length,
}));
const labelOf = ({ name, is_public }: Pick<Image, 'name' | 'is_public'>) => `${name}${is_public ? '' : ' *'}`;

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=40`, { headers: { 'X-Auth-Token': token } });
  const body = (await response.json()) as { images: Image[] };
  const state: State = { images: body.images, part: 'a' };
  return [openImages(state).map(labelOf), systems(state), body.images.map(labelOf)];
}
