import axios from 'axios';
import _ from 'lodash';

export async function run(base, token) {
  const response = await axios.get(base + '/v1.1/images/detail', {
    params: { limit: 100 },
    headers: { 'X-Auth-Token': token },
  });
  const images = response.data.images;
  return {
    open: _.map(_.filter(images, 'is_public'), 'name'),
    closed: _.map(_.reject(images, 'is_public'), 'name'),
    protectedOnes: _.filter(images, { protected: true }).length,
    firstPrivate: _.get(_.find(images, { is_public: false }), 'name', null),
  };
}
