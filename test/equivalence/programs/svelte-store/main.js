import { render } from 'svelte/server';
import ImageList from './ImageList.svelte';
import { load } from './store.js';

export async function run(base, token) {
  await load(base, token);
  return render(ImageList).body;
}
