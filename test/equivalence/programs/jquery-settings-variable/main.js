import { Window } from 'happy-dom';
import { jQueryFactory } from 'jquery/factory';

function imageSettings(base, token) {
  var settings = {
    url: base + '/v1.1/images/detail',
    dataType: 'json',
    data: { limit: 16, is_public: true },
    headers: { 'X-Auth-Token': token },
  };
  return $.ajax(settings).done(function (data) {
    $('#count').text(data.images.length);
  });
}

export async function run(base, token) {
  const window = new Window({ url: base });
  window.document.body.innerHTML = '<b id="count"></b>';
  globalThis.$ = jQueryFactory(window);
  try {
    const { images } = await imageSettings(base, token);
    return [$('#count').text(), images.map(image => image.is_public)];
  } finally {
    await window.happyDOM.close();
  }
}
