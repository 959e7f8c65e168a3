const request = require('request');
const { IMAGES } = require('./paths');

function fetchImages(base, token, callback) {
  request(
    { url: base + IMAGES, qs: { limit: 100, status: 'active' }, json: true, headers: { 'X-Auth-Token': token } },
    function (error, response, body) {
      if (error) return callback(error);
      if (response.statusCode !== 200) return callback(new Error('unexpected status ' + response.statusCode));
      callback(null, body.images);
    },
  );
}

function run(base, token) {
  return new Promise(function (resolve, reject) {
    fetchImages(base, token, function (error, images) {
      if (error) return reject(error);
      const names = [];
      for (let i = 0; i < images.length; i++) {
        if (images[i].is_public && images[i].properties.os_type) {
          names.push(images[i].name + ' (' + images[i].properties.os_type + ')');
        }
      }
      resolve(names);
    });
  });
}

module.exports = { run };
