import axios from 'axios';
import { connect } from './connect';

export async function run(base, token) {
  connect(base, token);
  const { data } = await axios.get('/images/detail', { params: { limit: 50, status: 'active', is_public: 'true' } });
  return data.images.map(image => [image.id, image.is_public, image.properties.os_type ?? 'unknown']);
}

/** Another endpoint under the same base. */
export const remove = id => axios.delete(`/images/${id}`);
