const BOUNDARY = '2014-03-18T01:00:00';

export async function run(base: string, token: string) {
  const search = new URLSearchParams({ 'changes-since': BOUNDARY, status: 'active', sort_key: 'updated_at', sort_dir: 'asc', limit: '3' });
  const response = await fetch(`${base}/v1.1/images/detail?${search}`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return images.map((image: any) => image.name);
}
