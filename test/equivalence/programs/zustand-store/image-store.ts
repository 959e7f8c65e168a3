import { createStore } from 'zustand/vanilla';

interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

interface ImageState {
  images: Image[];
  error: string | null;
  load: (token: string) => Promise<void>;
}

export const createImageStore = (base: string) =>
  createStore<ImageState>(set => ({
    images: [],
    error: null,
    load: async token => {
      try {
        const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
        if (!response.ok) throw new Error(`status ${response.status}`);
        const { images } = await response.json();
        set({ images, error: null });
      } catch (error) {
        set({ images: [], error: String(error) });
      }
    },
  }));
