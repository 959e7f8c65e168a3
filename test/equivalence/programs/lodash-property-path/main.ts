import _ from 'lodash';

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  const systems = _.countBy(images, image => _.get(image, 'properties.os_type', 'unknown'));
  const versions = _.uniq(_.compact(_.map(images, 'properties.os_version'))).sort();
  return { systems, versions };
}
