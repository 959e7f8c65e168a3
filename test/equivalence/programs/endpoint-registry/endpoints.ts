export const ENDPOINTS = {
  servers: { list: { method: 'GET', path: '/v2.1/servers/detail' } },
  images: { list: { method: 'GET', path: '/v1.1/images/detail' }, show: { method: 'GET', path: '/v1.1/images/:id' } },
} as const;
