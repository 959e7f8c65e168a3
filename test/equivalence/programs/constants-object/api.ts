export const API = {
  images: {
    list: '/v1.1/images/detail',
  },
  compute: {
    servers: '/v2.1/servers/detail',
    flavors: '/v2.1/flavors/detail',
  },
} as const;
