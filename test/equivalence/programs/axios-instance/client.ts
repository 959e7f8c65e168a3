import axios, { type AxiosInstance } from 'axios';

export function createClient(baseURL: string, token: string): AxiosInstance {
  return axios.create({
    baseURL,
    timeout: 5000,
    headers: { 'X-Auth-Token': token },
  });
}
