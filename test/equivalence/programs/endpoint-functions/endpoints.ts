export interface Endpoint { verb: string; url: (p: any) => string }
export const endpoints: Record<string, Endpoint> = {
  listImages: { verb: 'GET', url: () => '/v1.1/images/detail' },
  getImage: { verb: 'GET', url: ({ id }) => `/v1.1/images/${id}` },
};
