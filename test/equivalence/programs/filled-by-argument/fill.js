export function fillPage(page, byId, images) {
  page.images = images;
  page.total = images.length;
  for (const image of images) byId.set(image.id, image);
}
