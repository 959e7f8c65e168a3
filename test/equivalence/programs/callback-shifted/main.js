const http = require('node:http');

function listImages(base, token, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  const { hostname, port } = new URL(base);
  const path = '/v1.1/images/detail?limit=' + (options.limit || 25);
  const request = http.get({ hostname, port, path, headers: { 'X-Auth-Token': token } }, response => {
    let text = '';
    response
      .setEncoding('utf8')
      .on('data', piece => (text += piece))
      .on('end', () => {
        let body;
        try {
          body = JSON.parse(text);
        } catch (error) {
          return callback(error);
        }
        callback(null, body.images);
      });
  });
  request.on('error', callback);
}

const describeAll = (base, token, ...more) =>
  new Promise((resolve, reject) => {
    listImages(base, token, (error, images) => {
      if (error) return reject(error);
      const rows = images.map(image => [image.name, image.is_public, image.properties?.os_type]);
      listImages(base, token, { limit: 4 }, (failure, few) =>
        failure ? reject(failure) : resolve([rows, few.filter(image => image.is_public).length, more]),
      );
    });
  });

exports.run = (base, token) => describeAll(base, token, 'done');
