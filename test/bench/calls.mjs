/** Calls as they are written in practice, each a module of its own with one finding. */
export const CALLS = [
  `const BASE = 'https://ims.example.com';
export async function listPublicImages(token: string) {
  const response = await fetch(\`\${BASE}/v1.1/images/detail?limit=100\`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return images.filter(image => image.is_public).map(image => image.name);
}
`,
  `import axios from 'axios';
interface GlanceImage { id: string; name: string; is_public: boolean; properties: { os_type?: string } }
export async function imageTable(host: string) {
  const { data } = await axios.get<{ images: GlanceImage[] }>(host + '/v1.1/images/detail', { params: { status: 'active' } });
  return data.images.map(image => ({ key: image.id, os: image.properties.os_type, isPublic: image.is_public }));
}
`,
  `const VERSION = 'v1.1';
const paths = { images: \`/\${VERSION}/images/detail\` };
export class ImageCatalogue {
  constructor(private readonly host: string) {}
  async imageNames(): Promise<string[]> {
    const response = await fetch(this.host + paths.images);
    const body = await response.json();
    return body.images.map((image: { name: string }) => image.name);
  }
}
`,
  `export function countImagesByFormat(host: string, format: string) {
  const query = new URLSearchParams();
  query.set('disk_format', format);
  return fetch(\`\${host}/v1.1/images/detail?\${query}\`)
    .then(response => response.json())
    .then(({ images }) => images.length as number);
}
`,
  `import request from 'request';
export function imageSizes(host: string, done: (error: unknown, sizes?: number[]) => void) {
  request({ url: [host, 'v1.1', 'images', 'detail'].join('/'), json: true }, (error, _response, body) => {
    if (error) return done(error);
    done(undefined, body.images.map(image => image.size));
  });
}
`,
];

/** The same behind names that half of a code base uses for something else. */
const NAMES = ['list', 'options', 'get', 'images', 'load'];
export const COMMON_CALLS = NAMES.map(
  name => `export async function ${name}(host: string) {
  const response = await fetch(host + '/v1.1/images/detail');
  const body = await response.json();
  return body.images.map((image: { id: string }) => image.id);
}
`,
);
