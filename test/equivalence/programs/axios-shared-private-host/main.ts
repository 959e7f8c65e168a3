import { createHttp } from './http';

export async function run(base: string, token: string) {
  const http = createHttp(base, token);
  const { data } = await http.get('/images/detail?limit=40');
  const owners = data.images.filter((image: any) => !image.is_public).map((image: any) => image.owner);
  return { owners, members: http.getUri({ url: '/images/7/members' }).replace(base, '') };
}
