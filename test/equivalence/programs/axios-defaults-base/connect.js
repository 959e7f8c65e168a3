import axios from 'axios';

export function connect(host, token) {
  axios.defaults.baseURL = `${host}/v1.1`;
  axios.defaults.headers.common['X-Auth-Token'] = token;
}
