import { configureStore } from '@reduxjs/toolkit';
import { imagesSlice, loadImages, selectTitles } from './images-slice';

export async function run(base: string, token: string) {
  const store = configureStore({ reducer: { images: imagesSlice.reducer } });
  await store.dispatch(loadImages({ base, token })).unwrap();
  return selectTitles(store.getState());
}
