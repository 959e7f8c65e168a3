var _ = require('underscore');

exports.run = function (base, token) {
  return fetch(base + '/v1.1/images/detail?limit=100', { headers: { 'X-Auth-Token': token } })
    .then(function (response) {
      return response.json();
    })
    .then(function (body) {
      var own = _.findWhere(body.images, { is_public: false });
      var systems = [];
      _.each(body.images, function (image) {
        if (_.contains(systems, image.properties.os_type)) return;
        systems.push(image.properties.os_type);
      });
      return {
        flags: _.pluck(body.images, 'is_public'),
        open: _.pluck(_.where(body.images, { is_public: true }), 'id'),
        own: own ? own.id : null,
        counts: _.countBy(body.images, 'is_public'),
        systems: systems,
        two: _.pluck(_.first(_.sortBy(body.images, 'id'), 2), 'is_public'),
        chain: _.chain(body.images).reject('is_public').pluck('id').value(),
      };
    });
};
