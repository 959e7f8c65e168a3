import axios from 'axios';

interface Image {
  name: string;
  is_public: boolean;
  properties: { os_type?: string };
}

export async function publicNames(base: string, token: string): Promise<string[]> {
  const headers = { 'X-Auth-Token': token };
  const url = `${base}/v1.1/images/detail?limit=100&status=active`;
  const { data } = await axios.get<{ images: Image[] }>(url, { headers });
  return data.images.filter(image => image.is_public).map(image => `${image.name} ${image.properties.os_type}`);
}
