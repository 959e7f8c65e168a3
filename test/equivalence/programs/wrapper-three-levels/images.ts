import { getJson, type Session } from './http';

interface Image {
  id: string;
  is_public: boolean;
  properties: Record<string, string>;
}

export async function listImages(session: Session): Promise<Image[]> {
  const { images } = await getJson<{ images: Image[] }>(session, '/v1.1/images/detail?limit=33&property-os_type=linux');
  return images;
}
