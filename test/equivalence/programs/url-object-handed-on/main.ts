import { imagesUrl, Lister, send } from './http';

type ImageList = { images: { id: string; is_public: boolean }[] };
const show = ({ images }: ImageList) => images.map(image => `${image.id} ${image.is_public}`);

export async function run(base: string, token: string) {
  const open = await send<ImageList>(imagesUrl(base, true), token);
  const linux = await new Lister(base, token).list<ImageList>();
  const url = new URL('/v1.1/images/detail', base);
  url.searchParams.set('tenant_id', 'alpha');
  const { searchParams } = url;
  searchParams.set('limit', '7');
  const target = url.toString();
  const short = await send<ImageList>(target, token);
  return [open, linux, short].map(show);
}
