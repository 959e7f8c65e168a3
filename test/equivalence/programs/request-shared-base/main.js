import request from 'request';

function createGlance(base, token) {
  const glance = request.defaults({ baseUrl: base + '/v1.1', headers: { 'X-Auth-Token': token }, json: true });
  const list = limit =>
    new Promise((resolve, reject) => {
      glance.get('/images/detail', { qs: { limit, is_public: 'None' } }, (error, response, body) => {
        if (error) reject(error);
        else resolve(body.images);
      });
    });
  const remove = id =>
    new Promise((resolve, reject) => {
      glance.del('/images/' + id, (error, response) => (error ? reject(error) : resolve(response.request.uri.pathname)));
    });
  return { list, remove };
}

export async function run(base, token) {
  const glance = createGlance(base, token);
  const images = await glance.list(15);
  return [await glance.remove('nowhere'), images.map(image => image.name + (image.is_public ? '' : ' *'))];
}
