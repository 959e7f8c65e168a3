import { listImages } from './images';
import { OsType } from './constants';

export async function run(base: string, token: string) {
  const images = await listImages(base, token);
  const linux = images.filter(image => image.properties.os_type === OsType.Linux);
  const windows = images.filter(image => image.properties.os_type === OsType.Windows);
  return { linux: linux.map(image => image.name), windows: windows.map(image => image.name), total: images.length };
}
