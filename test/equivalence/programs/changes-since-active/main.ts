import axios from 'axios';

export async function run(base: string, token: string) {
  const { data } = await axios.get(`${base}/v1.1/images/detail`, {
    params: { 'changes-since': '2014-03-15T01:00:00Z', status: 'active', limit: 100 },
    headers: { 'X-Auth-Token': token },
  });
  return data.images.map((image: { name: string; is_public: boolean }) => [image.name, image.is_public]);
}
