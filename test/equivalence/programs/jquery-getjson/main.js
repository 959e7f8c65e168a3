import { Window } from 'happy-dom';
import { jQueryFactory } from 'jquery/factory';

export async function run(base, token) {
  const window = new Window({ url: base });
  const $ = jQueryFactory(window);
  $.ajaxSetup({ headers: { 'X-Auth-Token': token } });
  const data = await $.getJSON(`${base}/v1.1/images/detail`, { limit: 100, 'property-hw:foo': 'bar' });
  await window.happyDOM.close();
  return data.images.map(image => image.properties['hw:foo'] + '@' + image.name);
}
