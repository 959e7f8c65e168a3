import { printable } from './cells.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands in a page or in an attribute; what would hide or turn text is made visible. */
export const html = (text: string): string =>
  text
    .split('\t')
    .map(printable)
    .join('\t')
    .replace(/[&<>"']/g, char => ENTITIES[char] ?? char);

/** A path may be broken behind a slash where there is little room. */
export const breakable = (path: string): string => html(path).replaceAll('/', '/<wbr>');

/** Words that may name flags of the program, which are not broken at their dashes. */
export const htmlWithFlags = (text: string): string =>
  html(text).replace(/--[a-z-]{2,24}(?: --[a-z-]{2,24})*/g, flags => tag('code', { class: 'flag' }, flags));

/** A link to a page, or only its text where the address is of another kind. */
export const link = (address: string, text: string): string =>
  /^https?:\/\//.test(address) ? `<a href="${html(address)}" rel="noreferrer">${html(text)}</a>` : html(text);

/** An element around markup. Attributes are escaped; one that is undefined is left out. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...inside: readonly string[]
): string {
  const listed = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${html(String(value))}"`],
  );
  return `<${name}${listed.join('')}>${inside.join('')}</${name}>`;
}
