export interface GlanceImage {
  id: string;
  name: string | null;
  is_public: boolean;
  protected: boolean;
  properties: { os_type?: string };
}

export const fetchImages = async (base: string, token: string): Promise<GlanceImage[]> => {
  const response = await fetch(`${base}/v1.1/images/detail?status=active&limit=60`, { headers: { 'X-Auth-Token': token } });
  const json = await response.json();
  return json.images;
};
