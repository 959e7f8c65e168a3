const request = require('superagent');
const remotes = require('./remotes');

module.exports.run = function run(base, token) {
  remotes.RegionOne = base;
  return new Promise((resolve, reject) => {
    request
      .get(remotes.RegionOne + '/v1.1/images/detail?status=active&limit=100')
      .set('X-Auth-Token', token)
      .end((err, res) => {
        if (err) {
          reject(err);
        } else {
          const list = res.body.images;
          resolve({ ids: list.map(i => i.id), protectedOnes: list.filter(i => i.protected).length });
        }
      });
  });
};
