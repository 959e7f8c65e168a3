import useSWR from 'swr';
import { fetchImages, IMAGES } from './api';

export function ImageCount({ base, token }: { base: string; token: string }) {
  const { data = [] } = useSWR(() => (token ? IMAGES : null), fetchImages(base, token));
  return <b>{data.filter(image => image.is_public).length}</b>;
}
