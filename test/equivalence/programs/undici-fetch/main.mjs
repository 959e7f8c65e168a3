import { fetch } from 'undici';

export const run = (base, token) =>
  fetch(`${base}/v1.1/images/detail?min_ram=512`, { headers: { 'X-Auth-Token': token } })
    .then(response => response.json())
    .then(({ images }) => images.map(({ name, properties }) => [name, properties.os_version || null]));
