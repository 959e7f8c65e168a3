'use strict';
const querystring = require('querystring');

class Glance {
  constructor(options) {
    this.url = options.url;
    this.token = options.token;
  }

  async images(query) {
    const response = await fetch(this.url + '/v1.1/images/detail?' + querystring.stringify(query), {
      headers: { 'X-Auth-Token': this.token },
    });
    const body = await response.json();
    return body.images;
  }
}

module.exports = Glance;
