import axios from 'axios';

/** The part of AngularJS's $http that is used here: a promise of `{ data, status }`. */
export const createHttp = () => ({
  get: (path, config) => axios.request({ ...config, method: 'GET', url: path }).then(({ data, status }) => ({ data, status })),
});
