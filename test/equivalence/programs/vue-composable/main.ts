import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import App from './App.vue';

export const run = (base: string, token: string) => renderToString(createSSRApp(App, { base, token }));
