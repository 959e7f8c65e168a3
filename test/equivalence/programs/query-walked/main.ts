import { Client } from './client';

type ImageList = { images: { id: string; is_public: boolean }[] };
const PATH = '/v1.1/images/detail';
const show = ({ images }: ImageList) => images.map(image => `${image.id} ${image.is_public}`);

export async function run(base: string, token: string) {
  const client = new Client(base, token);
  const since: string | undefined = undefined;
  const lists = [
    await client.byUrl<ImageList>(PATH, { limit: 45, 'property-os_type': 'linux', is_public: true }),
    await client.byUrl<ImageList>(PATH, { 'changes-since': since, limit: 4, sort_key: 'name', sort_dir: 'asc' }),
    await client.byParams<ImageList>(PATH, { size_min: 60, tenant_id: 'alpha', marker: null }),
    await client.byText<ImageList>(PATH, { 'changes-since': '2014-03-20T00:00:00Z', status: 'active' }),
  ];
  return lists.map(show);
}
