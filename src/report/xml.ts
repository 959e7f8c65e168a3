const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Characters that XML 1.0 cannot hold at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** A text as it stands in an attribute. */
export const attribute = (text: string): string =>
  text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"'\t\n\r]/g, char => ENTITIES[char] ?? char);

/** A text as it stands between tags. */
export const content = (text: string): string =>
  text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>\r]/g, char => ENTITIES[char] ?? char);

/** A tag with its attributes, around the lines inside, which are indented. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inside: readonly string[] = [],
): string {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  const open = `<${name}${listed.join('')}`;
  if (inside.length === 0) return `${open}/>`;
  return [`${open}>`, ...inside, `</${name}>`].join('\n');
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
