import * as lib from './lib/index.js';

export async function run(base, token) {
  const { images } = await lib.list(base, token, '/images/detail');
  return images.map(lib.row).sort();
}
