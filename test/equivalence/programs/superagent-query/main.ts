import superagent from 'superagent';

export async function run(base: string, token: string) {
  const response = await superagent
    .get(`${base}/v1.1/images/detail`)
    .set('X-Auth-Token', token)
    .query({ limit: 100 })
    .query({ disk_format: 'vmdk', is_public: 'None' });
  return response.body.images.map((image: any) => `${image.name}/${image.container_format}/${image.properties.os_type}`);
}
