import { computed, effect, signal } from '@preact/signals-core';

const images$ = signal([]);
const open = computed(() => images$.value.filter(image => image.is_public));
const names = computed(() => open.value.map(image => image.name));

async function load(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  images$.value = images;
}

export async function run(base, token) {
  images$.value = [];
  const sizes = [];
  const stop = effect(() => {
    sizes.push(open.value.length);
  });
  await load(base, token);
  stop();
  return { sizes, names: names.value };
}
