import { words } from '../code/word-lists.ts';
import { endOfBraces, endOfHead } from './braces.ts';

export type Range = { start: number; end: number };

/** `quote`: what stands around the value: a quote, a brace, or nothing. */
export type Value = Range & { quote: '"' | "'" | '`' | '{' | '' };

/** An attribute; the range is that of its name. A brace without a name (`{image}`, `{...all}`) has the name ''. */
export type Attribute = Range & { name: string; value: Value | undefined };

export type Tag = Range & { name: string; attributes: Attribute[]; isClosed: boolean };

/** A piece of markup. `raw`: the content of a script or style; `hole`: the inside of braces in the text. */
export type Token =
  | (Tag & { kind: 'open' })
  | (Range & { kind: 'close'; name: string })
  | (Range & { kind: 'raw'; name: string; attributes: Attribute[] })
  | (Range & { kind: 'text' })
  | (Range & { kind: 'hole' });

/**
 * How expressions are written: `{{ a }}` in text, that and blocks (`@if (a) {`), `{a}` everywhere, or that and markup
 * inside of expressions.
 */
export type Style = 'mustache' | 'blocks' | 'braces' | 'jsx';

const isBraced = (style: Style): boolean => style === 'braces' || style === 'jsx';

type State = { text: string; end: number; style: Style; tokens: Token[]; from: number };

/** Takes markup apart. Tolerant: what is no markup is text, and nothing is thrown on odd input. */
export function tokenise(text: string, { start, end }: Range, style: Style): Token[] {
  const state: State = { text, end, style, tokens: [], from: start };
  const next = style === 'blocks' ? /[<{@]/g : /[<{]/g;
  for (let at = start; at < end; ) {
    next.lastIndex = at;
    const found = next.exec(text);
    if (!found || found.index >= end) break;
    if (found[0] === '@') at = endOfHead(text, found.index);
    else at = found[0] === '<' ? readAngle(state, found.index) : readHole(state, found.index);
  }
  flush(state, end);
  return state.tokens;
}

/** What stands between the last token and this place is text. */
function flush(state: State, at: number): void {
  if (at > state.from) state.tokens.push({ kind: 'text', start: state.from, end: at });
  state.from = at;
}

function readHole(state: State, at: number): number {
  const { text, style } = state;
  const isDouble = !isBraced(style);
  if (isDouble && !text.startsWith('{{', at)) return at + 1;
  const size = isDouble ? 2 : 1;
  const close = isDouble ? text.indexOf('}}', at + 2) : endOfBraces(text, at, style === 'jsx');
  if (close < 0 || close > state.end) return at + 1;
  flush(state, at);
  state.tokens.push({ kind: 'hole', start: at + size, end: close });
  state.from = close + size;
  return state.from;
}

function readAngle(state: State, at: number): number {
  const { text } = state;
  if (text.startsWith('<!--', at)) return skipTo(state, at, '-->');
  if (/[!?]/.test(text.charAt(at + 1))) return skipTo(state, at, '>');
  if (text.charAt(at + 1) === '/') return readClose(state, at);
  const tag = readTag(text, at, state.style);
  if (!tag) return at + 1;
  flush(state, at);
  state.from = tag.end;
  if (!tag.isClosed && /^(?:script|style)$/i.test(tag.name)) return readRaw(state, tag);
  state.tokens.push({ kind: 'open', ...tag });
  return tag.end;
}

function skipTo(state: State, at: number, mark: string): number {
  const found = state.text.indexOf(mark, at);
  flush(state, at);
  state.from = found < 0 ? state.end : Math.min(state.end, found + mark.length);
  return state.from;
}

function readClose(state: State, at: number): number {
  const name = /^<\/([\w:.-]*)\s*>/.exec(state.text.slice(at, at + 200));
  if (!name) return at + 2;
  flush(state, at);
  state.from = at + name[0].length;
  state.tokens.push({ kind: 'close', name: name[1] ?? '', start: at, end: state.from });
  return state.from;
}

/** The content of a script or style ends at its closing tag, whatever stands in it. */
function readRaw(state: State, { name, attributes, end }: Tag): number {
  const close = closingOf(state.text, name, end);
  const stop = close ? close.start : state.end;
  state.tokens.push({ kind: 'raw', name: name.toLowerCase(), attributes, start: end, end: stop });
  state.from = close ? close.end : state.end;
  return state.from;
}

/** The closing tag of an element whose content is not markup. */
export function closingOf(text: string, name: string, from: number): Range | undefined {
  const pattern = new RegExp(`</${name}\\s*>`, 'gi');
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

const NAME = /[A-Za-z][\w:.-]*/y;
const SPACE = /[\s/]*/y;
const EQUALS = /\s*=\s*/y;
const ATTRIBUTE = /[^\s"'<>/={}]+/y;
const BARE = /[^\s"'`<>=]+/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The opening tag at a place; undefined where it is none. */
export function readTag(text: string, start: number, style: Style): Tag | undefined {
  const name = match(NAME, text, start + 1);
  const isFragment = style === 'jsx' && text.charAt(start + 1) === '>';
  if (name === '' && !isFragment) return undefined;
  const attributes: Attribute[] = [];
  let at = start + 1 + name.length;
  for (;;) {
    const space = match(SPACE, text, at);
    at += space.length;
    if (at >= text.length) return undefined;
    // A slash that ends a value without quotes (`href=/a/`) closes nothing.
    if (text.charAt(at) === '>')
      return { name, attributes, isClosed: space.endsWith('/'), start, end: at + 1 };
    const attribute = readAttribute(text, at, style);
    if (attribute) attributes.push(attribute);
    at = attribute ? endOf(attribute) : at + 1;
  }
}

const CLOSERS: Readonly<Record<Value['quote'], number>> = { '"': 1, "'": 1, '`': 1, '{': 1, '': 0 };

const endOf = ({ end, value }: Attribute): number => (value ? value.end + CLOSERS[value.quote] : end);

function readAttribute(text: string, at: number, style: Style): Attribute | undefined {
  if (isBraced(style) && text.charAt(at) === '{') {
    const close = endOfBraces(text, at, style === 'jsx');
    if (close < 0) return undefined;
    return { name: '', start: at, end: at, value: { start: at + 1, end: close, quote: '{' } };
  }
  const name = match(ATTRIBUTE, text, at);
  if (name === '') return undefined;
  const end = at + name.length;
  const sign = match(EQUALS, text, end);
  const value = sign === '' ? undefined : readValue(text, end + sign.length, style);
  return { name, start: at, end, value };
}

function readValue(text: string, at: number, style: Style): Value {
  const first = text.charAt(at);
  if (isBraced(style) && first === '{') {
    const close = endOfBraces(text, at, style === 'jsx');
    if (close >= 0) return { start: at + 1, end: close, quote: '{' };
  }
  if (first === '"' || first === "'" || (first === '`' && style === 'jsx')) {
    const close = closingQuote(text, at + 1, first, style);
    return { start: at + 1, end: close, quote: first };
  }
  return { start: at, end: at + match(BARE, text, at).length, quote: '' };
}

/** In Svelte an expression inside of a quoted value may hold the quote. */
function closingQuote(text: string, from: number, quote: string, style: Style): number {
  const stop = text.indexOf(quote, from);
  const plain = stop < 0 ? text.length : stop;
  if (style !== 'braces') return plain;
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === quote) return at;
    const close = text.charAt(at) === '{' ? endOfBraces(text, at, false) : -1;
    if (close >= 0) at = close;
  }
  return plain;
}

/** The literal value of an attribute, by its name. */
export function attributeText(text: string, attributes: readonly Attribute[], name: string) {
  const found = attributes.find(attribute => attribute.name === name);
  if (!found) return undefined;
  return found.value ? text.slice(found.value.start, found.value.end) : '';
}

const VOID = words('area base br col embed hr img input link meta param source track wbr');

/** Whether an element has no content and no closing tag. */
export const isVoid = ({ name, isClosed }: Tag): boolean => isClosed || VOID.has(name.toLowerCase());
