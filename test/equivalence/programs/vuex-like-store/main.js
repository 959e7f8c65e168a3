import axios from 'axios';

const store = {
  state: { images: [] },
  mutations: {
    SET_IMAGES(state, images) {
      state.images = images.map(({ id, name, is_public: isPublic }) => ({ id, name, isPublic }));
    },
  },
  commit(type, payload) {
    this.mutations[type](this.state, payload);
  },
  actions: {
    load({ commit }, { base, token }) {
      return axios
        .get(base + '/v1.1/images/detail', { params: { limit: 25 }, headers: { 'X-Auth-Token': token } })
        .then(response => commit('SET_IMAGES', response.data.images));
    },
  },
  dispatch(type, payload) {
    return this.actions[type]({ commit: this.commit.bind(this) }, payload);
  },
};

export async function run(base, token) {
  await store.dispatch('load', { base, token });
  return store.state.images.filter(image => image.isPublic).map(image => image.name);
}
