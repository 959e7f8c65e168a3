import superagent from 'superagent';

/** Functions give back the request, and whoever calls them adds to its query. */
export async function run(base: string, token: string) {
  const list = () => superagent.get(`${base}/v1.1/images/detail`).set('X-Auth-Token', token);

  function get(url: string) {
    const request = superagent.get(url).set('X-Auth-Token', token);
    return request;
  }

  const linux = await list().query({ is_public: 'true' }).query('property-os_type=linux');
  const { body } = await get(`${base}/v1.1/images/detail`).query({ limit: 4, visibility: 'public' });
  return [linux.body, body].map(({ images }: any) => images.map((image: any) => image.id));
}
