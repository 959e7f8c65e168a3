type Event = { fetch: (path: string) => Promise<Response>; url: URL };

export async function load({ fetch, url }: Event) {
  const response = await fetch(`/v1.1/images/detail?is_public=true&limit=${url.searchParams.get('limit')}`);
  const { images } = await response.json();
  return {
    public: images.filter((image: { is_public: boolean }) => image.is_public).length,
    types: images.map((image: { id: string; properties: { os_type?: string } }) => [image.id, image.properties.os_type]),
  };
}
