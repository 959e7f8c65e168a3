export async function run(base: string, token: string) {
  process.env.SHARED_BASE_GLANCE = base;
  const { publicImages, imageUrl } = await import('./images');
  return [imageUrl('1').replace(base, ''), ...(await publicImages(token))];
}
