function ImageStore(base, token) {
  var self = this;
  self.items = [];
  self.load = function (limit) {
    return fetch(base + '/v1.1/images/detail?limit=' + limit, { headers: { 'X-Auth-Token': token } })
      .then(function (response) {
        return response.json();
      })
      .then(function (data) {
        self.items = data.images;
        return self;
      });
  };
  self.publicNames = function () {
    return self.items
      .filter(function (image) {
        return image.is_public;
      })
      .map(function (image) {
        return image.name;
      });
  };
}

ImageStore.prototype.systems = function () {
  return this.items.map(function (image) {
    return image.properties.os_type || '';
  });
};

function Panel() {
  this.shown = [];
  this.hidden = 0;
}

Panel.prototype.fill = function (base, token) {
  var that = this;
  return fetch(base + '/v1/images/detail', { headers: { 'X-Auth-Token': token } })
    .then(function (response) {
      return response.json();
    })
    .then(function (body) {
      body.images.forEach(function (image) {
        if (image.is_public) that.shown.push(image);
        else that.hidden++;
      });
      that.render();
    });
};

['open', 'closed'].forEach(function (name) {
  Panel.prototype[name] = function () {
    return this.shown.filter(function (image) {
      return image.is_public === (name === 'open') && !image.deleted;
    }).length;
  };
});

Panel.prototype.render = function () {
  this.text = this.shown
    .map(function (image) {
      return image.name + ' ' + image.is_public;
    })
    .join(', ');
};

export async function run(base, token) {
  var store = await new ImageStore(base, token).load(9);
  var panel = new Panel();
  await panel.fill(base, token);
  return [store.publicNames(), store.systems(), panel.text, panel.hidden, panel.open(), panel.closed(), panel.shown.length];
}
