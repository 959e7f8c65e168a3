import _ from 'lodash';

export async function run(base, token) {
  const { images } = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } }).then(r => r.json());
  return images.map(image => _.pick(image, ['id', 'name', 'is_public', 'status']));
}
