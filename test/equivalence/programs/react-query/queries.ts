import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

export interface Image {
  id: string;
  is_public: boolean;
  properties: { os_type?: string };
}

export type ImageList = { images: Image[] };

async function read(url: string, token: string): Promise<ImageList> {
  const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

export const imageOptions = (base: string, token: string) =>
  queryOptions({
    queryKey: ['images', token],
    queryFn: () => read(`${base}/v1.1/images/detail?limit=50`, token),
  });

export const pageOptions = (base: string, token: string) =>
  infiniteQueryOptions({
    queryKey: ['pages', token],
    queryFn: ({ pageParam }) => read(`${base}/v1.1/images/detail?limit=4${pageParam}`, token),
    initialPageParam: '',
    getNextPageParam: (last: ImageList) => {
      const open = last.images.filter(image => image.is_public).at(-1);
      return open && `&marker=${open.id}`;
    },
    pages: 3,
  });
