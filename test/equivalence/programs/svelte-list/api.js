export async function listImages(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return images;
}
