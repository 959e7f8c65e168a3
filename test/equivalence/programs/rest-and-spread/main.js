export async function run(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  const rows = images.map(({ is_public, properties: { os_type }, ...rest }) => ({
    access: is_public ? 'all' : 'project',
    system: os_type ?? null,
    id: rest.id,
    gone: rest.deleted,
  }));
  const labelled = images.map(image => ({ ...image, label: image.is_public ? image.name : null }));
  return { rows, labels: labelled.filter(row => row.is_public).map(row => row.label) };
}
