import axios from 'axios';
import { groupBy, mapValues, orderBy, sumBy } from 'lodash';

interface Image {
  name: string | null;
  status: string;
  disk_format: string | null;
  size: number | null;
}

export async function run(base: string, token: string) {
  const { data } = await axios.get<{ images: Image[] }>(`${base}/v1.1/images/detail?limit=100`, {
    headers: { 'X-Auth-Token': token },
  });
  const sizes = mapValues(groupBy(data.images, 'disk_format'), group => sumBy(group, image => image.size ?? 0));
  const ordered = orderBy(data.images, ['status', 'name'], ['asc', 'desc']).map(image => image.name);
  return { sizes, ordered: ordered.slice(0, 12) };
}
