import request from 'superagent';

export async function run(base, token) {
  let query = request.get(base + '/v1.1/images/detail').set('X-Auth-Token', token);
  query = query.query({ limit: 26 });
  query = query.query({ is_public: 'true', status: 'active' });
  const { body } = await query;
  return body.images.map(image => image.name + (image.is_public ? '' : ' (private)'));
}
