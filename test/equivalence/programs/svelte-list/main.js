import { render } from 'svelte/server';
import { listImages } from './api.js';
import ImageList from './ImageList.svelte';

export async function run(base, token) {
  const images = await listImages(base, token);
  return [images.length, render(ImageList, { props: { images } }).body];
}
