import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { imageOptions, pageOptions } from './queries';

type Props = { base: string; token: string };

export function Open({ base, token }: Props) {
  const { data: open = [] } = useQuery({
    ...imageOptions(base, token),
    select: ({ images }) => images.filter(image => image.is_public),
  });
  return <b>{open.map(image => `${image.id} ${image.properties.os_type}`).join()}</b>;
}

export function Whole({ base, token }: Props) {
  const { data } = useQuery(imageOptions(base, token));
  return <b>{data?.images.filter(image => !image.is_public).length}</b>;
}

export function Pages({ base, token }: Props) {
  const { data } = useInfiniteQuery(pageOptions(base, token));
  return (
    <b>
      {data?.pages.length}
      {data?.pages
        .flatMap(page => page.images)
        .map(image => `${image.id} ${image.is_public}`)
        .join()}
    </b>
  );
}

export function Both({ base, token }: Props) {
  const results = useQueries({ queries: [imageOptions(base, token)] });
  return <i>{results.flatMap(({ data }) => data?.images ?? []).filter(image => image.is_public).length}</i>;
}
