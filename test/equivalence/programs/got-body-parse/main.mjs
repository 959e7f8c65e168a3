import got from 'got';

const url = (base, path) => new URL(path, base).href;

export async function run(base, token) {
  const response = await got(url(base, '/v1.1/images/detail?name=cirros'), { headers: { 'X-Auth-Token': token } });
  const { images } = JSON.parse(response.body);
  const [newest, ...older] = images;
  return { newest: newest.id, public: newest.is_public, older: older.map(image => image.id) };
}
