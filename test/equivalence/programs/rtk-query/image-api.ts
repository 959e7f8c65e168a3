import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query';

export interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

export const createImageApi = (baseUrl: string, token: string) =>
  createApi({
    reducerPath: 'imageApi',
    baseQuery: fetchBaseQuery({ baseUrl, headers: { 'X-Auth-Token': token } }),
    tagTypes: ['Image'],
    endpoints: builder => ({
      getImages: builder.query<Image[], { status: string }>({
        query: ({ status }) => ({ url: '/v1.1/images/detail', params: { status, limit: 100 } }),
        transformResponse: (response: { images: Image[] }) => response.images,
        providesTags: images => (images ?? []).map(image => ({ type: 'Image' as const, id: image.id })),
      }),
    }),
  });
