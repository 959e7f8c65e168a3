import _ from 'lodash';
import axios from 'axios';

export const run = async (base, token) => {
  const { data } = await axios({ method: 'get', url: `${base}/v1.1/images/detail`, params: { limit: 200 }, headers: { 'X-Auth-Token': token } });
  return _.chain(data.images)
    .filter(image => image.status === 'active')
    .groupBy('is_public')
    .mapValues(group => _.map(group, 'name'))
    .value();
};
