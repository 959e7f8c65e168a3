import { Glance } from './glance';

export async function run(base: string, token: string) {
  const glance = new Glance(base, token);
  const [byName, shared] = await Promise.all([glance.byName(), glance.shared()]);
  return { byName, shared };
}
