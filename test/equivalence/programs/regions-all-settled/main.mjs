import axios from 'axios';

export async function run(base, token) {
  const regions = { north: base, south: base, nowhere: 'http://127.0.0.1:9' };
  const answers = await Promise.allSettled(
    Object.entries(regions).map(async ([region, endpoint]) => {
      const { data } = await axios.get(`${endpoint}/v1.1/images/detail`, { params: { limit: 5 }, headers: { 'X-Auth-Token': token } });
      return { region, names: data.images.map(({ name }) => name) };
    }),
  );
  return answers.map(answer => (answer.status === 'fulfilled' ? answer.value : 'unreachable'));
}
