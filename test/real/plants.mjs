/**
 * Calls planted into packages: each text is put at the end of a file that is there, or makes a new one. `finds`
 * are lines of it that must be found, with the fix expected; every other line must not.
 */
export const PLANTS = [
  {
    name: 'pkgcloud',
    files: {
      'lib/pkgcloud/core/base/client.js': {
        text: `
function listPublicImages(endpoint, token, callback) {
  request({ url: endpoint + '/v1.1/images/detail', qs: { status: 'active', limit: 50 }, headers: { 'X-Auth-Token': token }, json: true }, function (err, res, body) {
    if (err) return callback(err);
    callback(null, body.images.filter(function (image) { return image.is_public; }).length);
  });
}
exports.listPublicImages = listPublicImages;
`,
        finds: [{ line: "endpoint + '/v1.1/images/detail'", fix: 'safe' }],
      },
      'lib/pkgcloud/openstack/compute/client/planted.js': {
        text: `const request = require('request');
const PROJECT = '5f705771-3aa9-4f4c-8660-0d9522ffdbea';
// Nova's list of images, another service.
exports.novaImages = (base, done) => request.get(base + '/v1.1/' + PROJECT + '/images/detail', done);
exports.flavors = (base, done) => request.get(base + '/v1.1/flavors/detail', done);
exports.image = (base, id, done) => request.get(base + '/v1.1/images/' + id, done);
exports.create = (base, done) => request.post(base + '/v1.1/images/detail', done);
`,
        finds: [],
      },
      'lib/pkgcloud/openstack/image-paths.js': {
        text: `exports.VERSION = 'v1.1';
exports.LIST = 'images/detail';
`,
        finds: [],
      },
      'lib/pkgcloud/openstack/image-list.js': {
        text: `const axios = require('axios');
const paths = require('./image-paths');
exports.names = async function names(endpoint, token) {
  const { data } = await axios.get(\`\${endpoint}/\${paths.VERSION}/\${paths.LIST}\`, { headers: { 'X-Auth-Token': token } });
  return data.images.map(image => image.name);
};
`,
        finds: [{ line: 'axios.get(`', fix: 'safe' }],
      },
    },
  },
  {
    name: '@reduxjs/toolkit',
    files: {
      'src/query/planted.ts': {
        text: `export interface PlantedImage {
  id: string
  name: string
  is_public: boolean
  properties: Record<string, string>
}

export async function listImages(host: string, token: string): Promise<PlantedImage[]> {
  const response = await fetch(\`\${host}/v1.1/images/detail?sort_key=name\`, {
    headers: { 'X-Auth-Token': token },
  })
  const body: { images: PlantedImage[] } = await response.json()
  return body.images
}

export async function linuxNames(host: string, token: string) {
  const images = await listImages(host, token)
  return images.filter(image => image.properties.os_type === 'linux').map(image => image.name)
}

export const publicNames = async (host: string, token: string) =>
  (await listImages(host, token)).filter(image => image.is_public).map(image => image.name)
`,
        finds: [{ line: '/v1.1/images/detail?sort_key=name', fix: 'safe' }],
      },
      'src/query/planted-changes.ts': {
        text: `export async function changedSince(host: string, since: string) {
  const query = new URLSearchParams({ 'changes-since': since })
  const response = await fetch(\`\${host}/v1/images/detail?\${query}\`)
  const { images } = (await response.json()) as { images: { id: string }[] }
  return images.map(image => image.id)
}

export const links = [{ path: 'images/detail' }, { path: '/images/detail/1' }]
export const key = ['images', 'detail', 'v1.1']
`,
        finds: [{ line: '/v1/images/detail?', fix: 'unsafe' }],
      },
    },
  },
  {
    name: 'element-plus',
    files: {
      'es/components/image/planted.mjs': {
        text: `import axios from 'axios';

const ims = axios.create({ baseURL: 'https://ims.example.com/v1.1' });

export async function options(token) {
  const { data } = await ims.get('/images/detail', { params: { disk_format: 'qcow2' }, headers: { 'X-Auth-Token': token } });
  return data.images.map(({ id, name, is_public }) => ({ value: id, label: is_public ? name : name + ' *' }));
}

export const upload = file => ims.put('/images/' + file.id, file);
export const other = () => axios.get('https://shop.example.com/v1.10/images/detail');
export const gallery = id => axios.get('/api/clusters/images/detail', { params: { id } });
`,
        finds: [{ line: "ims.get('/images/detail'", fix: 'safe' }],
      },
      'lib/components/image/planted.js': {
        text: `'use strict';
// GET /v1.1/images/detail was here.
const pattern = /\\/v1\\.1\\/images\\/detail/;
console.log('asking /v1.1/images/detail');
exports.isImages = url => pattern.test(url);
exports.dump = async url => JSON.stringify(await (await fetch(url + '/v1.1/images/detail')).json());
`,
        finds: [
          { line: 'const pattern', fix: null },
          { line: "fetch(url + '/v1.1/images/detail')", fix: null },
        ],
      },
    },
  },
];
