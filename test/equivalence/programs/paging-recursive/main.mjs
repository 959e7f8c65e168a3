async function page(base, token, marker = null, found = []) {
  const query = marker === null ? 'limit=15' : `limit=15&marker=${encodeURIComponent(marker)}`;
  const response = await fetch(`${base}/v1.1/images/detail?${query}`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  const all = found.concat(images.map(image => image.name));
  return images.length === 15 ? page(base, token, images.at(-1).id, all) : all;
}

export const run = (base, token) => page(base, token);
