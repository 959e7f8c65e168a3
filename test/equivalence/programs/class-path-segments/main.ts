import { Glance } from './glance';

export async function run(base: string, token: string) {
  const glance = new Glance(base, token);
  const images = await glance.list(30);
  return [glance.memberPath('5'), ...images.map(({ name, is_public }) => (is_public ? name : '-'))];
}
