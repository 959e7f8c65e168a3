export function averageSize(images: { size: number | null }[]): number {
  const sizes = images.map(image => image.size).filter((size): size is number => size !== null);
  return Math.floor(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
}
