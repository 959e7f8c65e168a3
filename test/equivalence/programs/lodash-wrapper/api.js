import axios from 'axios';

export const listImages = (base, token) =>
  axios.get(`${base}/v1.1/images/detail`, { params: { limit: 60 }, headers: { 'X-Auth-Token': token } }).then(({ data }) => data.images);
