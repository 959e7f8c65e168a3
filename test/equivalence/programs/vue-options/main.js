import axios from 'axios';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import ImageTable from './ImageTable.vue';

export async function run(base, token) {
  const failures = [];
  const app = createSSRApp(ImageTable);
  app.config.errorHandler = error => failures.push(error);
  app.config.globalProperties.$http = axios.create({ baseURL: base, headers: { 'X-Auth-Token': token } });
  const page = await renderToString(app);
  if (failures.length > 0) throw failures[0];
  return page;
}
