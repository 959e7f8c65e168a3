import { openPage } from './page';
import { loadImages } from './image-panel';

export async function run(base, token) {
  const page = openPage(base);
  try {
    await loadImages(base, token);
    return page.document.querySelector('#images').innerHTML;
  } finally {
    await page.happyDOM.close();
  }
}
