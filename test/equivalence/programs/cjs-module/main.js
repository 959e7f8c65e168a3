const axios = require('axios');
const { visibilityOf } = require('./visibility');

const PATH = '/v1.1/images/detail';

async function run(base, token) {
  const res = await axios.get(base + PATH, { headers: { 'X-Auth-Token': token }, params: { limit: 100 } });
  return res.data.images.map(function (image) {
    return image.name + ': ' + visibilityOf(image);
  });
}

module.exports = { run };
