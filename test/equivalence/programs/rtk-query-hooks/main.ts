import { configureStore } from '@reduxjs/toolkit';
import { baseApi, imagesApi, selectPublicNames, setSession } from './api';

export async function run(base: string, token: string) {
  setSession(base, token);
  const store = configureStore({
    reducer: { [baseApi.reducerPath]: baseApi.reducer },
    middleware: getDefault => getDefault().concat(baseApi.middleware),
  });
  const list = await store.dispatch(imagesApi.endpoints.listImages.initiate({ limit: 70 })).unwrap();
  return [list.length, selectPublicNames(store.getState() as any)];
}
