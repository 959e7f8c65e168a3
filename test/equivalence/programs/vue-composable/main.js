import { useImages } from './use-images';

export async function run(base, token) {
  const { load, names, systems } = useImages(base, token);
  await load();
  return { names: names.value, systems: systems.value };
}
