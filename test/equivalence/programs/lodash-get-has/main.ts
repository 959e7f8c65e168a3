import axios from 'axios';
import { cloneDeep, get, has, last, omit } from 'lodash';

export async function run(base: string, token: string) {
  const response = await axios.get(`${base}/v1.1/images/detail`, { params: { limit: 100 }, headers: { 'X-Auth-Token': token } });
  const images = cloneDeep(get(response, 'data.images', []));
  const rows = images.map((image: any) => ({
    id: get(image, 'id'),
    system: get(image, 'properties.os_type', 'unknown'),
    version: get(image, ['properties', 'os_version'], null),
    isTyped: has(image, 'properties.os_type'),
    isOpen: get(image, 'is_public', false),
    kind: get(image, 'is_public') ? 'open' : 'own',
  }));
  const slim = images.map((image: any) => omit(image, ['checksum'])).filter((image: any) => image.is_public);
  return { rows, slim: slim.length, last: get(last(images), 'is_public', false), first: get(images, '[0].is_public', false) };
}
