import { Window } from 'happy-dom';

function loadImages(base, token, callback) {
  var xhr = new XMLHttpRequest();
  xhr.open('GET', base + '/v1.1/images/detail?limit=30');
  xhr.setRequestHeader('X-Auth-Token', token);
  xhr.onload = function () {
    var images = JSON.parse(xhr.responseText).images;
    callback(
      images.map(function (image) {
        return image.is_public ? image.name : '-';
      }),
    );
  };
  xhr.send();
}

export function run(base, token) {
  const window = new Window({ url: base });
  globalThis.XMLHttpRequest = window.XMLHttpRequest;
  return new Promise(resolve => loadImages(base, token, resolve)).finally(() => window.happyDOM.close());
}
