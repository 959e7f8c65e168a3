const PUBLIC = 'is_public';
const SYSTEM = 'os_type';
const BAG = 'properties';

async function listImages(base, token) {
  const response = await fetch(base + '/v1.1/images/detail', { headers: { 'X-Auth-Token': token } });
  return (await response.json()).images;
}

export async function run(base, token) {
  const images = await listImages(base, token);
  const one = images.find(image => image[PUBLIC]);
  return {
    open: images.filter(image => image[PUBLIC]).map(image => image.name),
    closed: images.filter(image => !image[PUBLIC]).length,
    systems: images.map(image => image[BAG][SYSTEM] ?? null),
    one: one?.[PUBLIC] ?? null,
  };
}
