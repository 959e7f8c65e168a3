import _ from 'lodash';

export async function run(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  const [open, closed] = _.partition(images, 'is_public');
  return {
    open: _.map(open, 'name'),
    closed: closed.length,
    byAccess: _.mapValues(_.groupBy(images, 'is_public'), group => _.map(group, 'id')),
    counts: _.countBy(images, 'is_public'),
    order: _.map(_.orderBy(images, ['is_public', 'name', 'id'], ['desc', 'asc', 'asc']), 'id'),
    systems: _.map(_.uniqBy(images, 'properties.os_type'), 'properties.os_type'),
    dropped: _.dropWhile(_.sortBy(images, 'is_public'), image => !image.is_public).length,
    alive: _.reject(images, 'deleted').length,
  };
}
