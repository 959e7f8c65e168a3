import axios from 'axios';

export function createHttp(base: string, token: string) {
  const http = axios.create({ baseURL: `${base}/v1.1` });
  http.interceptors.request.use(config => {
    config.headers.set('X-Auth-Token', token);
    return config;
  });
  return http;
}
