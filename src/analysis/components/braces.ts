import { isVoid, type Range, readTag } from './markup.ts';

/** Markup inside of code, as Astro has it. */
type OnMarkup = (range: Range) => void;

/** `{/if}` of Svelte, which is no regular expression that ends at the next slash. */
const BLOCK_END = /\{\s*\/(?:if|each|await|key|snippet)\s*\}/y;

/**
 * The place of the brace that closes the one at `at`; -1 where none does. Strings, templates, comments and regular
 * expressions are stepped over, and, with `hasMarkup`, elements inside of the code.
 */
export function endOfBraces(text: string, at: number, hasMarkup: boolean): number {
  BLOCK_END.lastIndex = at;
  if (BLOCK_END.test(text)) return BLOCK_END.lastIndex - 1;
  return scanCode(text, at + 1, hasMarkup ? () => undefined : undefined);
}

/** The elements inside of the code of an expression, the outermost ones. */
export function markupIn(text: string, { start, end }: Range): Range[] {
  const found: Range[] = [];
  scanCode(text.slice(0, end), start, range => found.push(range));
  return found;
}

/** Scans code up to a brace that closes what was open before; -1 where the text ends first. */
function scanCode(text: string, from: number, onMarkup: OnMarkup | undefined): number {
  let depth = 0;
  let last = '';
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '}' && depth === 0) return at;
    if (char === '{') depth++;
    else if (char === '}') depth--;
    const end = skipped(text, at, last, onMarkup);
    const isBlank = char.trim() === '' || text.startsWith('//', at) || text.startsWith('/*', at);
    if (!isBlank) last = lastWord(text, at, char, last);
    if (end > at) at = end - 1;
  }
  return -1;
}

/** The word or sign before a place: by it a slash or an angle bracket is told to be code or not. */
const lastWord = (text: string, at: number, char: string, last: string): string =>
  /[\w$]/.test(char) && /[\w$]/.test(text.charAt(at - 1)) ? last + char : char;

const BEGINS = /^(?:[({[,;:?&|=!>]|return|case|default)?$/;

/** The place behind a string, a comment, a regular expression or an element; the same place for anything else. */
function skipped(text: string, at: number, last: string, onMarkup: OnMarkup | undefined): number {
  const char = text.charAt(at);
  if (char === '"' || char === "'") return endOfQuoted(text, at, char);
  if (char === '`') return endOfTemplate(text, at);
  if (text.startsWith('//', at)) return lineEnd(text, at);
  if (text.startsWith('/*', at)) return behind(text, '*/', at + 2);
  if (char === '/' && BEGINS.test(last)) return endOfRegex(text, at);
  if (char !== '<' || !onMarkup || !BEGINS.test(last)) return at;
  const end = endOfElement(text, at);
  if (end > at) onMarkup({ start: at, end });
  return end;
}

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
};

const behind = (text: string, mark: string, at: number): number => {
  const end = text.indexOf(mark, at);
  return end < 0 ? text.length : end + mark.length;
};

function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === quote) return at + 1;
    else if (text.charAt(at) === '\n') return start;
  }
  return start;
}

function endOfTemplate(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '`') return at + 1;
    else if (char === '$' && text.charAt(at + 1) === '{') {
      const close = scanCode(text, at + 2, undefined);
      if (close < 0) return start;
      at = close;
    }
  }
  return start;
}

const REGEX = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

function endOfRegex(text: string, at: number): number {
  REGEX.lastIndex = at;
  return at + (REGEX.exec(text)?.[0].length ?? 0);
}

/** The place behind the element that begins here, with all that is in it; the same place where none does. */
function endOfElement(text: string, start: number): number {
  const tag = readTag(text, start, 'jsx');
  if (!tag) return start;
  if (isVoid(tag)) return tag.end;
  let depth = 1;
  for (let at = tag.end; at < text.length; ) {
    const next = stepInside(text, at);
    depth += next.depth;
    at = next.at;
    if (depth === 0) return at;
  }
  return start;
}

function stepInside(text: string, at: number): { at: number; depth: number } {
  if (text.startsWith('<!--', at)) return { at: behind(text, '-->', at), depth: 0 };
  if (text.startsWith('</', at)) return { at: behind(text, '>', at), depth: -1 };
  if (text.charAt(at) === '{') {
    const close = endOfBraces(text, at, true);
    return { at: close < 0 ? at + 1 : close + 1, depth: 0 };
  }
  const tag = text.charAt(at) === '<' ? readTag(text, at, 'jsx') : undefined;
  if (tag) return { at: tag.end, depth: isVoid(tag) ? 0 : 1 };
  return { at: at + 1, depth: 0 };
}

/** What is code in the text of an Angular template: `@if (…)`, and `@let a = …` up to its semicolon. */
const HEAD = /@(?:(?:if|else if|for|switch|case)\s*(?=\()|let\s+[\w$]+\s*=)/y;

/** The place behind the head of a block, where `<` begins no tag; behind the sign where none is. */
export function endOfHead(text: string, at: number): number {
  HEAD.lastIndex = at;
  if (!HEAD.test(text)) return at + 1;
  const end =
    text.charAt(HEAD.lastIndex) === '('
      ? endOfParentheses(text, HEAD.lastIndex, text.length)
      : text.indexOf(';', HEAD.lastIndex);
  return end < 0 || end === text.length ? at + 1 : end;
}

/** The place of the quote that closes the one here; -1 where none begins, or it is left open. */
export function closingText(text: string, at: number): number {
  const char = text.charAt(at);
  return char === '"' || char === "'" || char === '`' ? text.indexOf(char, at + 1) : -1;
}

/** The place behind the parenthesis that closes the one here. */
export function endOfParentheses(text: string, at: number, end: number): number {
  let depth = 0;
  for (let place = at; place < end; place++) {
    const char = text.charAt(place);
    const quoted = closingText(text, place);
    if (quoted > place) place = quoted;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return place + 1;
  }
  return end;
}
