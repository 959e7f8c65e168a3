/** A small store in the manner of Pinia, for code that runs without Vue. */
export function defineStore(id, { state, getters, actions }) {
  let store;
  return () => {
    if (store) return store;
    store = Object.assign({ $id: id }, state(), actions);
    for (const [name, getter] of Object.entries(getters)) {
      Object.defineProperty(store, name, { get: () => getter.call(store, store), enumerable: true });
    }
    return store;
  };
}
