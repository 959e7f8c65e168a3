import superagent from 'superagent';

export const run = (base, token) =>
  superagent('GET', `${base}/v1.1/images/detail`)
    .query('limit=12&is_public=None')
    .set({ 'X-Auth-Token': token })
    .then(({ body: { images } }) => images.map(({ id, is_public: open }) => `${id}=${open}`));
