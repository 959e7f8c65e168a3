export interface Image {
  id: string;
  is_public: boolean;
}

export const IMAGES = '/v1.1/images/detail?limit=29';

export const fetchImages = (base: string, token: string) => async (path: string): Promise<Image[]> => {
  const response = await fetch(`${base}${path}`, { headers: { 'X-Auth-Token': token } });
  return (await response.json()).images;
};
