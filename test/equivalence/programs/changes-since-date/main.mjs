import got from 'got';

export async function run(base, token) {
  const yesterday = new Date(Date.UTC(2014, 3, 5));
  const { images } = await got(`${base}/v1.1/images/detail`, {
    searchParams: { 'changes-since': yesterday.toISOString(), limit: 100 },
    headers: { 'X-Auth-Token': token },
  }).json();
  return images.filter(image => !image.deleted).map(image => image.name);
}
