const _ = require('lodash');

exports.run = async function (base, token) {
  const response = await fetch(base + '/v1.1/images/detail?limit=100', { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  const wanted = images.length > 3;
  return {
    open: _.filter(images, { is_public: true, status: 'active' }).map(image => image.id),
    own: _.filter(images, { is_public: false, protected: false }).map(image => image.id),
    flagged: _.filter(images, { is_public: wanted }).length,
    linux: _.filter(images, { properties: { os_type: 'linux' } }).map(image => image.id),
    pairs: _.reject(images, ['is_public', true]).length,
    first: _.get(_.find(images, ['properties.os_type', 'linux']), 'id', 'none'),
    index: _.findIndex(images, ['is_public', false]),
    some: images.filter(_.matches({ is_public: true, deleted: false })).length,
    named: images.filter(_.property('is_public')).map(_.property('name')),
  };
};
