import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import ImageList from './ImageList.vue';

export const run = (base: string, token: string) => renderToString(createSSRApp(ImageList, { base, token }));
