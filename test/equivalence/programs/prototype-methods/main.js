import request from 'request';

function Glance(host, token) {
  if (!(this instanceof Glance)) return new Glance(host, token);
  this.host = host;
  this.token = token;
}

Glance.prototype.send_ = function (path, query, done) {
  var options = { uri: this.host + path, json: true, headers: { 'X-Auth-Token': this.token } };
  options.qs = query;
  request(options, function (error, response, body) {
    done(error, body);
  });
};

Glance.prototype.images = function (min, done) {
  var self = this;
  self.send_('/v1.1/images/detail', { size_min: min }, function (error, body) {
    done(error, body && body.images);
  });
};

export function run(base, token) {
  var client = new Glance(base, token);
  return new Promise(function (resolve, reject) {
    client.images(1, function (error, images) {
      if (error || !images) return reject(error || new Error('no images'));
      resolve(
        images.map(function (image) {
          return [image.name, image.is_public, image.properties.os_type];
        }),
      );
    });
  });
}
