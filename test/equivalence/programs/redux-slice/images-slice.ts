import { createAsyncThunk, createSlice } from '@reduxjs/toolkit';

interface ImageView {
  id: string;
  title: string;
  open: boolean;
}

export const loadImages = createAsyncThunk('images/load', async ({ base, token }: { base: string; token: string }) => {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: { id: string; name: string | null; is_public: boolean }[] };
  return images.map<ImageView>(image => ({ id: image.id, title: image.name ?? 'unnamed', open: image.is_public }));
});

export const imagesSlice = createSlice({
  name: 'images',
  initialState: { status: 'idle', items: [] as ImageView[] },
  reducers: {},
  extraReducers: builder => {
    builder.addCase(loadImages.fulfilled, (state, action) => {
      state.status = 'ready';
      state.items = action.payload;
    });
  },
});

export const selectTitles = (state: { images: { items: ImageView[] } }) =>
  state.images.items.map(item => `${item.open ? '+' : '-'} ${item.title}`);
