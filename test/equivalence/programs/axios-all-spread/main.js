import axios from 'axios';

export function run(base, token) {
  const headers = { 'X-Auth-Token': token };
  return axios
    .all([
      axios.get(base + '/v1.1/images/detail?disk_format=raw', { headers }),
      axios.get(base + '/v1.1/images/detail', { headers, params: { disk_format: 'qcow2' } }),
    ])
    .then(
      axios.spread((raw, qcow) => ({
        raw: raw.data.images.map(image => image.is_public),
        qcow: qcow.data.images.map(image => image.name),
      })),
    );
}
