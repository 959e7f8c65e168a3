import http from 'node:http';

export function run(base, token) {
  const { hostname, port } = new URL(base);
  const options = {
    hostname,
    port,
    path: '/v1/images/detail?status=active&sort_key=created_at&sort_dir=asc',
    headers: { 'X-Auth-Token': token },
  };
  return new Promise((resolve, reject) => {
    http
      .get(options, response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => {
          try {
            const { images } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
            resolve(images.filter(image => image.is_public).map(image => image.name));
          } catch (error) {
            reject(error);
          }
        });
      })
      .on('error', reject);
  });
}
