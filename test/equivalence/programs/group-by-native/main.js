export async function run(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  const rows = images.map(image => Object.assign({}, image, { label: image.name ?? image.id }));
  const labels = [];
  for (const index in rows) if (rows[index].is_public) labels.push(rows[index].label);
  const sorted = rows.toSorted((a, b) => Number(b.is_public) - Number(a.is_public) || a.id.localeCompare(b.id));
  return { labels, sorted: sorted.map(row => row.id), last: rows.at(-1)?.is_public === true };
}
