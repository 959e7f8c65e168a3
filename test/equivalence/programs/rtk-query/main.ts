import { configureStore } from '@reduxjs/toolkit';
import { createImageApi } from './image-api';

export async function run(base: string, token: string) {
  const imageApi = createImageApi(base, token);
  const store = configureStore({
    reducer: { [imageApi.reducerPath]: imageApi.reducer },
    middleware: getDefault => getDefault().concat(imageApi.middleware),
  });
  const { data } = await store.dispatch(imageApi.endpoints.getImages.initiate({ status: 'active' }));
  return data?.map(image => `${image.id}:${image.is_public}`);
}
