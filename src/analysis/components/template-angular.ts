import { rowOf } from '../code/rows.ts';
import { closingText, endOfParentheses } from './braces.ts';
import { type Attribute, isVoid, type Range, type Tag, type Token, tokenise, type Value } from './markup.ts';
import {
  closeAll,
  closeScope,
  copy,
  expression,
  GLUE,
  glue,
  handler,
  opaque,
  path,
  type Scopes,
  trimmed,
  type Writer,
} from './template-code.ts';

type Quote = Value['quote'];

/** Writes the expressions of an Angular template as code, with its structural directives and blocks as scopes. */
export function writeAngular(writer: Writer, range: Range): void {
  const scopes: Scopes = [];
  for (const token of tokenise(writer.source.text, range, 'blocks')) writeToken(writer, token, scopes);
  closeAll(writer, scopes);
}

function writeToken(writer: Writer, token: Token, scopes: Scopes): void {
  if (token.kind === 'hole') return writeHole(writer, token, scopes);
  if (token.kind === 'text') return writeText(writer, token, scopes);
  if (token.kind === 'close') return closeScope(writer, scopes, token.name);
  if (token.kind !== 'open') return;
  const opened: Scopes = [{ label: token.name, close: '' }];
  writeElement(writer, token, opened);
  if (isVoid(token)) closeAll(writer, opened);
  else scopes.push(...opened);
}

/** What pipes do with the value before them; any other one is code that is not seen. */
const PIPES: Readonly<Record<string, keyof typeof GLUE>> = {
  async: 'through',
  slice: 'through',
  date: 'date',
};

/** An expression with the pipes behind it: `images$ | async`, `image.created_at | date: 'short'`. */
function piped(writer: Writer, range: Range, quote: Quote = '{'): void {
  const [first, ...pipes] = splitPipes(writer.source.text, trimmed(writer.source.text, range));
  if (!first) return glue(writer, 'undefined');
  const rows = pipes.map(pipe => splitArguments(writer.source.text, pipe));
  const calls = rows.map(([name]) => GLUE[rowOf(PIPES, name && textOf(writer, name)) ?? 'show']);
  for (const call of calls.reverse()) glue(writer, `${call}(`);
  expression(writer, first, quote);
  for (const [, ...args] of rows) {
    for (const argument of args) {
      glue(writer, ', ');
      expression(writer, argument, quote);
    }
    glue(writer, ')');
  }
}

const textOf = ({ source }: Writer, range: Range): string => source.text.slice(range.start, range.end).trim();

/** The parts of an expression between single bars outside of brackets and strings. */
const splitPipes = (text: string, range: Range): Range[] =>
  splitAt(
    text,
    range,
    at => text.charAt(at) === '|' && text.charAt(at - 1) !== '|' && text.charAt(at + 1) !== '|',
  );

const splitArguments = (text: string, range: Range): Range[] =>
  splitAt(text, range, at => text.charAt(at) === ':');

function splitAt(text: string, { start, end }: Range, isBorder: (at: number) => boolean): Range[] {
  const parts: Range[] = [];
  let from = start;
  let depth = 0;
  for (let at = start; at < end; at++) {
    const char = text.charAt(at);
    const quoted = closingText(text, at);
    if (quoted > at) at = quoted;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (depth === 0 && isBorder(at)) {
      parts.push({ start: from, end: at });
      from = at + 1;
    }
  }
  return [...parts, { start: from, end }];
}

function statement(writer: Writer, before: string, range: Range, quote: Quote, after: string): void {
  glue(writer, before);
  piped(writer, range, quote);
  glue(writer, after);
}

const show = (writer: Writer, range: Range, quote: Quote = '{'): void =>
  statement(writer, `${GLUE.show}(`, range, quote, ');\n');

/** `{{ a }}`; of `{{{ count }} images}` in the cases of a plural the first brace is one of text. */
function writeHole(writer: Writer, { start, end }: Range, scopes: Scopes): void {
  const isText = /^\{[^}]*$/.test(writer.source.text.slice(start, end));
  if (isText) scopes.push(BRACE());
  show(writer, { start: isText ? start + 1 : start, end });
}

/** A brace in text, as plurals have them: the one that closes it closes no block. */
const BRACE = (): Scopes[number] => ({ label: '@', close: '' });

/** The blocks in a stretch of text: `@if (…) {`, `@for (…) {`, `@let x = …;`, and the braces that close them. */
function writeText(writer: Writer, { start, end }: Range, scopes: Scopes): void {
  const { text } = writer.source;
  const next =
    /@(if|else if|else|for|empty|switch|case|default|defer|placeholder|loading|error|let)\b\s*|[{}]/g;
  next.lastIndex = start;
  for (let found = next.exec(text); found && found.index < end; found = next.exec(text)) {
    if (found[0] === '}') closeScope(writer, scopes, '@');
    else if (found[0] === '{') scopes.push(BRACE());
    else next.lastIndex = writeBlock(writer, found[1] ?? '', next.lastIndex, end, scopes);
  }
}

function writeBlock(writer: Writer, name: string, at: number, end: number, scopes: Scopes): number {
  const { text } = writer.source;
  if (name === 'let') return writeLet(writer, at, end);
  const close = text.charAt(at) === '(' ? endOfParentheses(text, at, end) : at;
  const given = { start: at + 1, end: close - 1 };
  const brace = text.indexOf('{', close);
  if (brace < 0 || brace >= end || text.slice(close, brace).trim() !== '') return at;
  if (name === 'for') writeFor(writer, given);
  else if (name === 'if' || name === 'else if') writeIf(writer, given);
  else {
    if (name === 'switch' || name === 'case') statement(writer, 'void ', given, '{', ';\n');
    glue(writer, '{\n');
  }
  scopes.push({ label: '@', close: '}\n' });
  return brace + 1;
}

/** `@let first = images[0];` */
function writeLet(writer: Writer, at: number, end: number): number {
  const { text } = writer.source;
  const [declaration] = splitAt(text, { start: at, end }, place => text.charAt(place) === ';');
  const [name, value] = splitAt(
    text,
    declaration ?? { start: at, end: at },
    place => text.charAt(place) === '=',
  );
  if (!name || !value || !declaration) return at;
  glue(writer, `const ${textOf(writer, name)} = `);
  piped(writer, { start: value.start, end: declaration.end });
  glue(writer, ';\n');
  return declaration.end;
}

/** `@if (images$ | async; as images)`. */
function writeIf(writer: Writer, given: Range): void {
  const { text } = writer.source;
  const [test, alias] = splitAt(text, given, at => text.charAt(at) === ';');
  const [as, name, ...more] = alias ? textOf(writer, alias).split(/\s+/) : [];
  if (!test) return;
  if (as === 'as' && name && more.length === 0) statement(writer, `{\nconst ${name} = `, test, '{', ';\n');
  else statement(writer, 'if (', test, '{', ') {\n');
}

/** `@for (image of images; track image.id; let i = $index)`. */
function writeFor(writer: Writer, given: Range): void {
  const { text } = writer.source;
  const [loop, ...rest] = splitAt(text, given, at => text.charAt(at) === ';');
  if (loop) writeLoop(writer, loop, '{');
  for (const part of rest) {
    const [track = ''] = /^\s*track\s/.exec(text.slice(part.start, part.end)) ?? [];
    const names = [...text.slice(part.start, part.end).matchAll(/([\w$]+)\s*=\s*\$\w/g)];
    if (track !== '')
      statement(writer, 'void ', { start: part.start + track.length, end: part.end }, '{', ';\n');
    for (const name of names) glue(writer, `let ${name[1]}: any;\n`);
  }
}

/** `image of images`, `let image of images$ | async`. */
function writeLoop(writer: Writer, range: Range, quote: Quote): void {
  const text = writer.source.text.slice(range.start, range.end);
  const [lead = '', before = '', name = ''] = /^(\s*(?:let\s+)?)([\w$]+)\s+of\s/.exec(text) ?? [];
  if (lead === '') {
    opaque(writer, range, quote);
    return glue(writer, ';\n{\n');
  }
  const start = range.start + before.length;
  glue(writer, 'for (const ');
  copy(writer, { start, end: start + name.length }, quote);
  glue(writer, ' of ');
  piped(writer, { start: range.start + lead.length, end: range.end }, quote);
  glue(writer, ') {\n');
}

/** Structural directives first: they are scopes of all that stands in the element. */
function writeElement(writer: Writer, tag: Tag, opened: Scopes): void {
  const isScope = ({ name }: Attribute) => name.startsWith('*');
  const names = tag.attributes.flatMap(({ name }) => /^let-([\w-]+)$/.exec(name)?.[1] ?? []);
  if (names.length > 0) {
    glue(
      writer,
      `((${names.map(name => `${name.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())}: any`).join(', ')}) => {\n`,
    );
    opened.push({ label: '', close: '});\n' });
  }
  for (const { name, value } of tag.attributes.filter(isScope))
    if (value) writeDirective(writer, name, value, opened);
  for (const attribute of tag.attributes) if (!isScope(attribute)) writeAttribute(writer, attribute);
}

const CONDITIONS: ReadonlySet<string> = new Set(['*ngIf', '*ngSwitchCase']);

/** `*ngFor="let image of images; trackBy: trackById; let i = index"`, `*ngIf="images$ | async as images; else none"`. */
function writeDirective(writer: Writer, name: string, value: Value, opened: Scopes): void {
  const { text } = writer.source;
  const [first, ...rest] = splitAt(text, value, at => text.charAt(at) === ';');
  if (!first) return;
  const alias = /\sas\s+([\w$]+)\s*$/.exec(text.slice(first.start, first.end));
  const given = { start: first.start, end: first.end - (alias?.[0].length ?? 0) };
  if (name === '*ngFor') writeLoop(writer, given, value.quote);
  else if (alias) statement(writer, `{\nconst ${alias[1]} = `, given, value.quote, ';\n');
  else if (CONDITIONS.has(name)) statement(writer, 'if (', given, value.quote, ') {\n');
  else {
    opaque(writer, value, value.quote);
    glue(writer, ';\n{\n');
  }
  for (const part of rest) {
    const named = /^\s*(?:let\s+([\w$]+)|\w+\s+as\s+([\w$]+))/.exec(text.slice(part.start, part.end));
    if (named) glue(writer, `let ${named[1] ?? named[2]}: any;\n`);
  }
  opened.push({ label: '', close: '}\n' });
}

/** `[x]="a"`, `(x)="f()"`, `[(x)]="a"`, `title="{{ a }}"`. */
function writeAttribute(writer: Writer, { name, value }: Attribute): void {
  if (!value || value.start === value.end) return;
  if (/^\[\(|^bindon-/.test(name)) {
    expression(writer, value, value.quote);
    glue(writer, ` = ${GLUE.input}();\n`);
    show(writer, value, value.quote);
  } else if (/^\(|^on-/.test(name)) handler(writer, value, value.quote);
  else if (/^\[class\.|^\[(?:hidden|disabled|checked)\]/.test(name))
    statement(writer, 'if (', value, value.quote, ') {}\n');
  else if (/^\[|^bind-/.test(name)) show(writer, value, value.quote);
  else {
    path(writer, name, value);
    for (const hole of tokenise(writer.source.text, value, 'mustache'))
      if (hole.kind === 'hole') show(writer, hole, value.quote);
  }
}
