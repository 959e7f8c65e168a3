import { rowOf } from '../code/rows.ts';
import { type Attribute, isVoid, type Range, type Tag, type Token, tokenise, type Value } from './markup.ts';
import {
  closeAll,
  closeScope,
  copy,
  expression,
  GLUE,
  glue,
  isComponentTag,
  isExpression,
  isName,
  isParameters,
  isPattern,
  opaque,
  pass,
  path,
  type Scopes,
  trimmed,
  type Writer,
} from './template-code.ts';

/** Writes the expressions of a Svelte component as code, with its blocks as scopes. */
export function writeSvelte(writer: Writer, tokens: readonly Token[]): void {
  const scopes: Scopes = [];
  for (const token of tokens) {
    if (token.kind === 'hole') writeHole(writer, token, scopes);
    else if (token.kind === 'close') closeScope(writer, scopes, token.name);
    else if (token.kind === 'open') writeElement(writer, token, scopes);
  }
  closeAll(writer, scopes);
}

function writeHole(writer: Writer, range: Range, scopes: Scopes): void {
  const inner = trimmed(writer.source.text, range);
  const text = writer.source.text.slice(inner.start, inner.end);
  const [mark = ''] = /^[#:/@]\w*(?:\s+if\b)?/.exec(text) ?? [];
  const block = rowOf(BLOCKS, mark.replace(/\s+/g, ' '));
  if (mark === '') pass(writer, 'show', inner);
  else if (block) block(writer, { start: inner.start + mark.length, end: inner.end }, scopes);
  else word(writer, inner);
}

/** Something in braces that is not known: its words are named. */
function word(writer: Writer, range: Range): void {
  opaque(writer, range);
  glue(writer, ';\n');
}

type Block = (writer: Writer, range: Range, scopes: Scopes) => void;

const open = (scopes: Scopes, label: string, close = '}\n'): number => scopes.push({ label, close });

/** The next branch of the block that is open. */
function branch(writer: Writer, scopes: Scopes, labels: readonly string[], write: () => void): void {
  const at = scopes.findLastIndex(({ label }) => labels.includes(label));
  const block = scopes[at];
  if (!block) return;
  for (const inner of scopes.splice(at + 1).reverse()) glue(writer, inner.close);
  glue(writer, block.close);
  block.close = '}\n';
  write();
}

const condition: Block = (writer, range) => {
  glue(writer, 'if (');
  expression(writer, range);
  glue(writer, ') {\n');
};

const named = (writer: Writer, { start, end }: Range): void => {
  const name = trimmed(writer.source.text, { start, end });
  if (name.start === name.end || !isPattern(writer.source.text.slice(name.start, name.end)))
    return glue(writer, '{\n');
  glue(writer, '{\nlet ');
  copy(writer, name);
  glue(writer, ': any;\n');
};

const BLOCKS: Readonly<Record<string, Block>> = {
  '#if': (writer, range, scopes) => {
    condition(writer, range, scopes);
    open(scopes, '#if');
  },
  ':else if': (writer, range, scopes) =>
    branch(writer, scopes, ['#if'], () => condition(writer, range, scopes)),
  ':else': (writer, _, scopes) => branch(writer, scopes, ['#if', '#each'], () => glue(writer, '{\n')),
  '/if': (writer, _, scopes) => closeScope(writer, scopes, '#if'),
  '#each': writeEach,
  '/each': (writer, _, scopes) => closeScope(writer, scopes, '#each'),
  '#await': writeAwait,
  ':then': (writer, range, scopes) => writeThen(writer, range, scopes),
  ':catch': (writer, range, scopes) => branch(writer, scopes, ['#await'], () => named(writer, range)),
  '/await': (writer, _, scopes) => closeScope(writer, scopes, '#await'),
  '#key': (writer, range, scopes) => {
    glue(writer, '{\n');
    expression(writer, range);
    glue(writer, ';\n');
    open(scopes, '#key');
  },
  '/key': (writer, _, scopes) => closeScope(writer, scopes, '#key'),
  '#snippet': writeSnippet,
  '/snippet': (writer, _, scopes) => closeScope(writer, scopes, '#snippet'),
  '@html': (writer, range) => pass(writer, 'show', range),
  '@render': (writer, range) => {
    expression(writer, range);
    glue(writer, ';\n');
  },
  '@attach': (writer, range) => pass(writer, 'show', range),
  '@const': writeConst,
  '@debug': () => undefined,
};

const COUNTER = /\s*,\s*([A-Za-z_$][\w$]*)\s*$/;

/** `images as image, index (image.id)`. */
function writeEach(writer: Writer, range: Range, scopes: Scopes): void {
  const text = writer.source.text.slice(range.start, range.end);
  const at = [...text.matchAll(/\sas\s/g)]
    .map(({ index }) => index)
    .findLast(index => isExpression(text.slice(0, index)));
  open(scopes, '#each');
  if (at === undefined) return writeTimes(writer, range);
  const list = { start: range.start, end: range.start + at };
  const rest = text.slice(at + 4);
  const key = /\(([\s\S]*)\)$/.exec(rest);
  const names = key ? rest.slice(0, key.index) : rest;
  const counter = COUNTER.exec(names);
  const item = counter ? names.slice(0, counter.index) : names;
  if (item.trim() === '' || !isPattern(item)) {
    glue(writer, '{\n');
    return word(writer, range);
  }
  const start = range.end - rest.length;
  glue(writer, 'for (const ');
  copy(writer, trimmed(writer.source.text, { start, end: start + item.length }));
  glue(writer, ' of ');
  expression(writer, list);
  glue(writer, `) {\n${counter ? `let ${counter[1]}: any;\n` : ''}`);
  if (!key) return;
  const keyEnd = range.end - (rest.length - rest.lastIndexOf(')'));
  expression(writer, { start: keyEnd - (key[1]?.length ?? 0), end: keyEnd });
  glue(writer, ';\n');
}

/** `{#each { length: 3 }, index}`: as often as the list is long, without its items. */
function writeTimes(writer: Writer, range: Range): void {
  const counter = COUNTER.exec(writer.source.text.slice(range.start, range.end));
  glue(writer, counter ? `{\nlet ${counter[1]}: any;\n` : '{\n');
  expression(writer, { start: range.start, end: range.end - (counter?.[0].length ?? 0) });
  glue(writer, ';\n');
}

/** `{#await promise}`, `{#await promise then list}`, `{#await promise catch error}`; a promise is not told from what it promises. */
function writeAwait(writer: Writer, range: Range, scopes: Scopes): void {
  const text = writer.source.text.slice(range.start, range.end);
  const [, promise = text, name = ''] = /([\s\S]*?)\s(?:then|catch)\b([\s\S]*)/.exec(text) ?? [];
  const isThen = /\sthen\b/.test(text);
  const given = { start: range.start, end: range.start + promise.length };
  scopes.push({ label: '#await', close: '}\n', given });
  if (isThen && name !== '')
    return bindThen(writer, given, { start: range.end - name.length, end: range.end });
  named(writer, { start: range.end - name.length, end: range.end });
  expression(writer, given);
  glue(writer, ';\n');
}

function bindThen(writer: Writer, given: Range, name: Range): void {
  const inner = trimmed(writer.source.text, name);
  glue(writer, '{\n');
  if (!isPattern(writer.source.text.slice(inner.start, inner.end))) return word(writer, inner);
  glue(writer, 'const ');
  copy(writer, inner);
  glue(writer, ' = ');
  expression(writer, given);
  glue(writer, ';\n');
}

function writeThen(writer: Writer, range: Range, scopes: Scopes): void {
  const given = scopes.findLast(({ label }) => label === '#await')?.given;
  const isNamed = trimmed(writer.source.text, range).start < range.end;
  branch(writer, scopes, ['#await'], () =>
    isNamed && given ? bindThen(writer, given, range) : glue(writer, '{\n'),
  );
}

/** `{#snippet row(image)}`: a function, which `{@render row(image)}` calls. */
function writeSnippet(writer: Writer, range: Range, scopes: Scopes): void {
  const text = writer.source.text.slice(range.start, range.end).trimEnd();
  const begin = text.indexOf('(') + 1;
  const end = text.endsWith(')') ? text.length - 1 : -1;
  const name = text.slice(0, Math.max(0, begin - 1)).trim();
  open(scopes, '#snippet');
  if (end < 0 || !isName(name) || !isParameters(text.slice(begin, end))) {
    glue(writer, '{\n');
    return word(writer, range);
  }
  glue(writer, `function ${name}(`);
  copy(writer, { start: range.start + begin, end: range.start + end });
  glue(writer, ') {\n');
}

/** `{@const isPublic = image.is_public}`. */
function writeConst(writer: Writer, range: Range): void {
  const text = writer.source.text.slice(range.start, range.end);
  const [, left = '', value = ''] = /([\s\S]*?)=(?!=)([\s\S]*)/.exec(text) ?? [];
  const name = trimmed(writer.source.text, { start: range.start, end: range.start + left.length });
  if (name.start === name.end || !isPattern(left)) return word(writer, range);
  glue(writer, 'const ');
  copy(writer, name);
  glue(writer, ' = ');
  expression(writer, { start: range.end - value.length, end: range.end });
  glue(writer, ';\n');
}

function writeElement(writer: Writer, tag: Tag, scopes: Scopes): void {
  const opened: Scopes = [{ label: tag.name, close: '' }];
  const slots = tag.attributes.filter(({ name }) => name.startsWith('let:'));
  if (slots.length > 0) {
    const names = slots.map(({ name }) => name.slice(4)).filter(isName);
    glue(writer, `((${names.map(name => `${name}: any`).join(', ')}) => {\n`);
    opened.push({ label: '', close: '});\n' });
  }
  for (const attribute of tag.attributes)
    if (!slots.includes(attribute)) writeAttribute(writer, tag, attribute);
  if (isVoid(tag)) closeAll(writer, opened);
  else scopes.push(...opened);
}

function writeAttribute(writer: Writer, tag: Tag, { name, value, start, end }: Attribute): void {
  if (!value) return writeShort(writer, tag, name, { start, end });
  if (value.quote !== '{') return writeText(writer, tag, name, value);
  if (name === '') return writeBraced(writer, tag, value);
  writeNamed(writer, tag, name, value);
}

function writeNamed(writer: Writer, tag: Tag, name: string, value: Value): void {
  if (name.startsWith('bind:')) return writeBind(writer, tag, name.slice(5), value);
  if (/^on:?[a-z]/.test(name)) return writeListener(writer, value);
  if (name.startsWith('class:')) return writeCondition(writer, value);
  writeProperty(writer, tag, name, value);
}

/** `class:active`, `bind:value`: the name is the expression. */
function writeShort(writer: Writer, tag: Tag, name: string, { end }: Range): void {
  const [, own = ''] = /^(?:class|bind|style):([A-Za-z_$][\w$]*)$/.exec(name) ?? [];
  if (own !== '') writeProperty(writer, tag, own, { start: end - own.length, end, quote: '' });
}

/** `title="{image.name} of {image.owner}"`; one expression in quotes (`bind:value="{name}"`) is as without them. */
function writeText(writer: Writer, tag: Tag, name: string, value: Value): void {
  path(writer, name, value);
  const holes = tokenise(writer.source.text, value, 'braces');
  const [only] = holes;
  if (holes.length === 1 && only?.kind === 'hole')
    return writeNamed(writer, tag, name, { start: only.start, end: only.end, quote: value.quote });
  for (const hole of holes) if (hole.kind === 'hole') pass(writer, 'show', hole, value.quote);
}

/** `{image}` and `{...image}`. */
function writeBraced(writer: Writer, tag: Tag, value: Value): void {
  const text = writer.source.text.slice(value.start, value.end);
  const spread = /^\s*\.\.\./.exec(text)?.[0].length ?? 0;
  if (spread > 0 && isComponentTag(tag.name)) {
    glue(writer, `${GLUE.prop}(${tag.name}, '*', `);
    expression(writer, { start: value.start + spread, end: value.end });
    return glue(writer, ');\n');
  }
  if (spread > 0 || text.includes('@'))
    return pass(writer, 'show', { start: value.start + (spread || text.indexOf('@') + 7), end: value.end });
  writeProperty(writer, tag, text.trim(), { ...value, quote: '' });
}

/** `bind:value={image.name}`: shown, and written. */
function writeBind(writer: Writer, tag: Tag, name: string, value: Value): void {
  expression(writer, value, value.quote);
  glue(writer, ` = ${GLUE.input}();\n`);
  writeProperty(writer, tag, name, value);
}

function writeListener(writer: Writer, value: Value): void {
  glue(writer, '(($event: any) => {\n');
  expression(writer, value, value.quote);
  glue(writer, ';\n});\n');
}

function writeCondition(writer: Writer, value: Value): void {
  glue(writer, 'if (');
  expression(writer, value, value.quote);
  glue(writer, ') {}\n');
}

/** `<ImageCard image={image} />` gives a component a property; an element shows it. */
function writeProperty(writer: Writer, { name: tag }: Tag, name: string, value: Value): void {
  if (!isComponentTag(tag) || !isName(name)) return pass(writer, 'show', value, value.quote);
  glue(writer, `${GLUE.prop}(${tag}, '${name}', `);
  expression(writer, value, value.quote);
  glue(writer, ');\n');
}
