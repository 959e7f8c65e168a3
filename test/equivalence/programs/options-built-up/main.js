import axios from 'axios';

const names = ({ data }) => data.images.map(({ name, is_public }) => `${name} ${is_public}`);

async function assigned(base, headers) {
  const options = { headers };
  options.params = { is_public: true, limit: 5 };
  options.params.sort_key = 'name';
  return names(await axios.get(`${base}/v1.1/images/detail`, options));
}

async function sometimes(base, headers, isShort) {
  const options = { headers };
  if (isShort) options.params = { limit: 3, is_public: false };
  return names(await axios.get(`${base}/v1.1/images/detail`, options));
}

async function spread(base, headers) {
  const common = { params: { limit: 4, is_public: true } };
  return names(await axios.get(`${base}/v1.1/images/detail`, { ...common, headers }));
}

const either = async (base, headers, isShort) =>
  names(
    await axios.get(
      `${base}/v1.1/images/detail`,
      isShort ? { params: { limit: 1, is_public: true }, headers } : { headers },
    ),
  );

const withHeaders = (options, headers) => ({ ...options, headers });

const wrapped = async (base, headers) =>
  names(await axios.get(`${base}/v1.1/images/detail`, withHeaders({ params: { is_public: false } }, headers)));

export async function run(base, token) {
  const headers = { 'X-Auth-Token': token };
  return [
    await assigned(base, headers),
    await sometimes(base, headers, true),
    await sometimes(base, headers, false),
    await spread(base, headers),
    await either(base, headers, true),
    await either(base, headers, false),
    await wrapped(base, headers),
  ];
}
