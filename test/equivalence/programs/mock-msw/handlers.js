import { http, HttpResponse } from 'msw';

const images = [
  { id: '1', name: 'cirros', is_public: true, properties: { os_type: 'linux', architecture: 'x86_64' } },
  { id: '2', name: 'mine', is_public: false, deleted: false, properties: {} },
];

export const handlers = [
  http.get('*/v1.1/images/detail', () => HttpResponse.json({ images })),
  http.post('*/v1.1/images/detail', () => new HttpResponse(null, { status: 405 })),
];
