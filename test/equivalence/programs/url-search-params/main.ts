export async function run(base: string, token: string) {
  const query = new URLSearchParams({
    status: 'active',
    is_public: 'true',
    'property-os_type': 'linux',
    limit: '40',
  });
  const response = await fetch(`${base}/v1.1/images/detail?${query}`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return images.map(({ id, name }: { id: string; name: string }) => ({ value: id, label: name }));
}
