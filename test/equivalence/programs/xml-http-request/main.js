import { Window } from 'happy-dom';

function send(base, token, callback) {
  var xhr = new XMLHttpRequest();
  xhr.open('GET', base + '/v1.1/images/detail?limit=30');
  xhr.setRequestHeader('X-Auth-Token', token);
  xhr.onload = function () {
    callback(xhr.responseText);
  };
  xhr.send();
}

export async function run(base, token) {
  const window = new Window({ url: base });
  globalThis.XMLHttpRequest = window.XMLHttpRequest;
  const text = await new Promise(resolve => send(base, token, resolve));
  await window.happyDOM.close();
  const images = JSON.parse(text).images;
  return images.map(function (image) {
    return image.is_public ? image.name : '-';
  });
}
