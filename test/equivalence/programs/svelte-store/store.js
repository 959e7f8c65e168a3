import { writable } from 'svelte/store';

export const images = writable([]);

export async function load(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  images.set((await response.json()).images);
}
