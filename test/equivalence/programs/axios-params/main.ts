import axios from 'axios';

export async function run(base: string, token: string) {
  const { data } = await axios.get(`${base}/v1.1/images/detail`, {
    headers: { 'X-Auth-Token': token },
    params: { status: 'active', disk_format: 'qcow2', limit: 50 },
  });
  return data.images.map((image: any) => ({
    label: image.name,
    visibility: image.is_public ? 'Public' : 'Private',
    sizeMb: Math.round((image.size || 0) / 1024),
  }));
}
