import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query';

interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

const session = { base: '', token: '' };
export const setSession = (base: string, token: string) => Object.assign(session, { base, token });

const rawQuery = fetchBaseQuery({ baseUrl: '', prepareHeaders: headers => headers.set('X-Auth-Token', session.token) });

export const baseApi = createApi({
  reducerPath: 'openstack',
  baseQuery: rawQuery,
  tagTypes: ['Image'],
  endpoints: () => ({}),
});

export const imagesApi = baseApi.injectEndpoints({
  endpoints: build => ({
    listImages: build.query<Image[], { limit: number }>({
      query: ({ limit }) => `${session.base}/v1.1/images/detail?limit=${limit}&is_public=None`,
      transformResponse: (body: { images: Image[] }) => body.images,
      providesTags: (result = []) => [...result.map(({ id }) => ({ type: 'Image' as const, id })), 'Image'],
    }),
  }),
});

export const selectPublicNames = (state: any) =>
  imagesApi.endpoints.listImages
    .select({ limit: 70 })(state)
    .data?.filter(image => image.is_public)
    .map(image => image.name);
