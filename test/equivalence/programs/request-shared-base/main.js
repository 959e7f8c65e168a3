import request from 'request';

function createGlance(base, token) {
  const glance = request.defaults({ baseUrl: base + '/v1.1', headers: { 'X-Auth-Token': token }, json: true });
  return {
    list: callback =>
      glance.get('/images/detail', { qs: { limit: 15 } }, (error, response, body) =>
        callback(error, body && body.images.map(image => image.name + (image.is_public ? '' : ' *'))),
      ),
    remove: (id, callback) => glance.del('/images/' + id, (error, response) => callback(error, response.request.uri.pathname)),
  };
}

export async function run(base, token) {
  const glance = createGlance(base, token);
  const call = fn => new Promise((resolve, reject) => fn((error, value) => (error ? reject(error) : resolve(value))));
  return [await call(done => glance.remove('nowhere', done)), await call(done => glance.list(done))];
}
