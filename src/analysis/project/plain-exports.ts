const IN_PARENTHESES = /(=\s*)\(((?:\s*(?:module\.)?exports\s*=(?!=))+[^()]*)\)/g;

/**
 * `const api = (module.exports = {})`, as formatters write it, without the parentheses, behind which the checker sees no
 * export. All else keeps its place.
 */
export const withPlainExports = (text: string): string =>
  text.includes('exports') ? text.replace(IN_PARENTHESES, '$1 $2 ') : text;
