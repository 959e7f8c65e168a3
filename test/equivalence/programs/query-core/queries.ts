interface ImageDto {
  id: string;
  name: string | null;
  is_public: boolean;
}

type Session = { base: string; token: string };

const fetchImages = async ({ base, token }: Session) => {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  if (!response.ok) throw new Error('could not load images');
  const { images } = (await response.json()) as { images: ImageDto[] };
  return images.map(image => ({ id: image.id, title: image.name ?? image.id, isPublic: image.is_public }));
};

export const imageQueries = {
  list: (session: Session) => ({
    queryKey: ['images', 'detail', session.base],
    queryFn: () => fetchImages(session),
    staleTime: 60_000,
  }),
};
