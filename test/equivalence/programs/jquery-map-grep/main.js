import { Window } from 'happy-dom';
import { jQueryFactory } from 'jquery/factory';

export async function run(base, token) {
  const window = new Window({ url: base });
  const $ = jQueryFactory(window);
  globalThis.jQuery = $;
  try {
    return await new Promise((resolve, reject) => {
      $.ajax({
        url: base + '/v1.1/images/detail',
        data: { limit: 40 },
        dataType: 'json',
        headers: { 'X-Auth-Token': token },
        success(data) {
          const rows = [];
          jQuery.each(data.images, (index, image) => rows.push([index, image.is_public]));
          const open = jQuery.grep(data.images, image => image.is_public);
          resolve({ rows, names: jQuery.map(open, image => image.name), count: open.length });
        },
        error: (_, status) => reject(new Error(status)),
      });
    });
  } finally {
    await window.happyDOM.close();
  }
}
