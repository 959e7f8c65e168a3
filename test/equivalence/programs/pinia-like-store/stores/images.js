import axios from 'axios';
import { defineStore } from '../define-store';

export const useImageStore = defineStore('images', {
  state: () => ({ images: [], loading: false }),
  getters: {
    publicNames: state => state.images.filter(image => image.is_public).map(image => image.name),
    countByStatus(state) {
      return state.images.reduce((counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }), {});
    },
  },
  actions: {
    async fetchImages(base, token) {
      this.loading = true;
      const { data } = await axios.get(`${base}/v1.1/images/detail`, { params: { limit: 100 }, headers: { 'X-Auth-Token': token } });
      this.images = data.images;
      this.loading = false;
    },
  },
});
