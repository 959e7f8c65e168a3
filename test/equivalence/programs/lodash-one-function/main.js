import filter from 'lodash/filter.js';
import groupBy from 'lodash/groupBy.js';
import pick from 'lodash/pick.js';
import sortBy from 'lodash/sortBy.js';

export async function run(base, token) {
  const { images } = await fetch(base + '/v1.1/images/detail?limit=100', { headers: { 'X-Auth-Token': token } }).then(r => r.json());
  const open = sortBy(filter(images, 'is_public'), ['name', 'id']);
  const groups = groupBy(images, image => (image.is_public ? 'open' : image.status));
  return {
    open: open.map(image => pick(image, ['name', 'is_public', 'id', 'deleted'])),
    groups: Object.entries(groups).map(([key, list]) => `${key} ${list.length} ${list[0].is_public}`),
  };
}
