'use strict';

const http = require('node:http');
const { URL } = require('node:url');

function getJson(base, path, token) {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const req = http.request({ hostname, port, path, method: 'GET', headers: { 'X-Auth-Token': token } }, res => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', chunk => (text += chunk));
      res.on('end', () => {
        if (res.statusCode !== 200) return reject(new Error(`HTTP ${res.statusCode}`));
        resolve(JSON.parse(text));
      });
    });
    req.on('error', reject);
    req.end();
  });
}

module.exports.run = async (base, token) => {
  const { images } = await getJson(base, '/v1.1/images/detail?container_format=bare&limit=60', token);
  return images.reduce((sum, image) => sum + (image.size || 0), 0);
};
