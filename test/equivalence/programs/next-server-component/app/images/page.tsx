interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

async function getImages(token: string, limit: string): Promise<Image[]> {
  const response = await fetch(`${process.env.OS_IMAGE_API}/v1.1/images/detail?limit=${limit}`, {
    headers: { 'X-Auth-Token': token },
    cache: 'no-store',
  });
  if (!response.ok) throw new Error('no images');
  const { images } = await response.json();
  return images;
}

export default async function Page({ searchParams }: { searchParams: Promise<{ token: string; limit: string }> }) {
  const { token, limit } = await searchParams;
  const images = await getImages(token, limit);
  return (
    <table>
      {images.map(image => (
        <tr key={image.id}>
          <td>{image.name}</td>
          <td>{image.is_public ? 'public' : 'private'}</td>
        </tr>
      ))}
    </table>
  );
}
