interface Image {
  id: string;
  is_public: boolean;
}

type PublicImage = Image & { is_public: true };

const isOpen = (image: Image): image is PublicImage => image.is_public;

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: Image[] };
  const open: PublicImage[] = images.filter(isOpen);
  return open.map(image => image.id);
}
