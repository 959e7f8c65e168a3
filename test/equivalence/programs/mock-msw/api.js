import axios from 'axios';

export const list = (base, token) =>
  axios
    .get(`${base}/v1.1/images/detail`, {
      headers: { 'X-Auth-Token': token },
      params: { limit: 100, 'property-hw_vif_model': undefined },
    })
    .then(({ data }) => data.images.map(({ name, is_public, properties }) => [name, is_public, properties.os_type]));
