import axios from 'axios';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import ImageTable from './ImageTable.vue';

export function run(base, token) {
  const app = createSSRApp(ImageTable);
  app.config.globalProperties.$http = axios.create({ baseURL: base, headers: { 'X-Auth-Token': token } });
  return renderToString(app);
}
