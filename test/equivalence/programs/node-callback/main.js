var http = require('http');
var util = require('util');

function listImages(base, token, callback) {
  http
    .get(base + '/v1.1/images/detail?limit=100', { headers: { 'X-Auth-Token': token } }, function (response) {
      var text = '';
      response.on('data', function (part) {
        text += part;
      });
      response.on('end', function () {
        var body;
        try {
          body = JSON.parse(text);
        } catch (error) {
          return callback(error);
        }
        callback(null, body.images);
      });
    })
    .on('error', callback);
}

exports.run = function (base, token) {
  return util
    .promisify(listImages)(base, token)
    .then(function (images) {
      return images
        .filter(function (image) {
          return image.is_public == true && image.disk_format != null;
        })
        .map(function (image) {
          return image.disk_format;
        });
    });
};
