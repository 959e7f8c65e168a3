import { Window } from 'happy-dom';
import { jQueryFactory } from 'jquery/factory';

export function openPage(url) {
  const window = new Window({ url });
  window.document.body.innerHTML = '<ul id="images"></ul>';
  globalThis.$ = jQueryFactory(window);
  return window;
}
