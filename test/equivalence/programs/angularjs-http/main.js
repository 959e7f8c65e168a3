import { createHttp } from './http';

function ImageService($http) {
  this.list = (base, token) =>
    $http
      .get(base + '/v1.1/images/detail', { params: { limit: 23, is_public: 'None' }, headers: { 'X-Auth-Token': token } })
      .then(response => response.data.images);
}

export async function run(base, token) {
  const service = new ImageService(createHttp());
  const images = await service.list(base, token);
  return images.map(image => (image.is_public ? image.name : image.owner));
}
