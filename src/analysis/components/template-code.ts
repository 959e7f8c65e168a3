import { ts } from 'ts-morph';
import { isBareName } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { Range, Value } from './markup.ts';

/**
 * A stretch of generated code that is a copy of the original. `forbidden`: characters that an edit may not bring
 * there, because they would end the attribute around it.
 */
export type Chunk = Range & { at: number; file: string; forbidden: string };

/**
 * Where template code comes from. `forbidden`: characters that no edit may bring there. `isQuoted`: the template stands in
 * a string, where escapes mean other characters than they are.
 */
export type Source = { file: string; text: string; forbidden: string; isQuoted: boolean };

/** Generated code with the places that its parts come from. */
export type Writer = { source: Source; parts: string[]; length: number; chunks: Chunk[] };

export const createWriter = (source: Source, length: number): Writer => ({
  source,
  parts: [],
  length,
  chunks: [],
});

/** The functions that generated code calls; what they do with a value stands in `frameworks/template-flow.ts`. */
export const GLUE = {
  /** Shown, or handed to code that is not seen. */
  show: '__gs_show',
  /** A date is made of it. */
  date: '__gs_date',
  /** Gives back what it is given. */
  through: '__gs_through',
  /** A property of a component: tag, name, value. */
  prop: '__gs_prop',
  /** Names in code that is not understood. */
  opaque: '__gs_opaque',
  /** Something that is written from outside. */
  input: '__gs_input',
} as const;

/** Adds code that has no place in the original. */
export function glue(writer: Writer, text: string): void {
  writer.parts.push(text);
  writer.length += text.length;
}

/** Adds a copy of the original. */
export function copy(writer: Writer, { start, end }: Range, quote: Value['quote'] = '{'): void {
  const text = writer.source.text.slice(start, end);
  writer.chunks.push({
    at: writer.length,
    start,
    end,
    file: writer.source.file,
    forbidden: forbiddenIn(quote) + writer.source.forbidden,
  });
  glue(writer, text);
}

/** A value without quotes ends at the first blank. */
const forbiddenIn = (quote: Value['quote']): string =>
  quote === '' ? ' \t"\'`=<>' : quote === '{' ? '' : quote;

/** Whether a text is a name of JavaScript. */
export const isName = isBareName;

/** Whether a tag names a component, by a name that code can use. */
export const isComponentTag = (tag: string): boolean => isName(tag) && /^[A-Z]/.test(tag);

const ENTITY = /&(?:#\w+|[A-Za-z]\w*);/;

/** The text of a range, without the blanks around it. */
export function trimmed(text: string, { start, end }: Range): Range {
  const inner = text.slice(start, end);
  const blank = inner.length - inner.trimStart().length;
  return { start: start + blank, end: start + Math.max(blank, inner.trimEnd().length) };
}

/** Whether a text is one expression of TypeScript, and nothing that would break out of parentheses. */
export function isExpression(text: string): boolean {
  const file = parse(`(\n${text}\n);\nexport {};`);
  const [statement] = file.statements;
  if (!file.isClean || file.statements.length !== 2 || !statement) return false;
  return ts.isExpressionStatement(statement) && ts.isParenthesizedExpression(statement.expression);
}

/** Whether a text is a list of statements that may stand in a block. */
function isBlockBody(text: string): boolean {
  const file = parse(`{\n${text}\n}`);
  const [statement] = file.statements;
  return file.isClean && file.statements.length === 1 && statement !== undefined && ts.isBlock(statement);
}

/** Whether a text is a pattern that may stand behind `const`. */
export const isPattern = (text: string): boolean => parse(`for (const ${text} of x) {}`).isClean;

/** Whether a text is a list of parameters. */
export const isParameters = (text: string): boolean => parse(`((${text}) => {});`).isClean;

function parse(text: string) {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.ESNext, true) as ts.SourceFile & {
    parseDiagnostics?: readonly unknown[];
  };
  return { statements: file.statements, isClean: (file.parseDiagnostics?.length ?? 0) === 0 };
}

/** Adds an expression in parentheses; what is none is named word by word, so that nothing in it is missed. */
export function expression(writer: Writer, range: Range, quote: Value['quote'] = '{'): void {
  const inner = trimmed(writer.source.text, range);
  const text = writer.source.text.slice(inner.start, inner.end);
  if (text === '') return glue(writer, 'undefined');
  if (!isPlain(text, quote, writer) || !isExpression(text)) return opaque(writer, inner, quote);
  glue(writer, '(');
  copy(writer, inner, quote);
  glue(writer, text.includes('//') ? '\n)' : ')');
}

/** Entities in attributes, and escapes in a template in quotes, mean other characters than they are. */
function isPlain(text: string, quote: Value['quote'], { source }: Writer): boolean {
  if (source.isQuoted && /\\|\$\{/.test(text)) return false;
  return quote === '{' || !ENTITY.test(text);
}

/** Adds the body of an event handler: an expression or statements. */
export function handler(writer: Writer, range: Range, quote: Value['quote'], event = '$event'): void {
  const inner = trimmed(writer.source.text, range);
  const text = writer.source.text.slice(inner.start, inner.end);
  glue(writer, `((${event}: any) => {\n`);
  if (isPlain(text, quote, writer) && isExpression(text)) expression(writer, inner, quote);
  else if (isPlain(text, quote, writer) && isBlockBody(text)) copy(writer, inner, quote);
  else opaque(writer, inner, quote);
  glue(writer, '\n});\n');
}

const WORD = /(?<![\w$.])[A-Za-z_$][\w$]*/g;
const KEYWORDS = words(
  'let const var of in as if else for true false null undefined new typeof instanceof void delete ' +
    'return function this await async class while do switch case default throw try catch finally break ' +
    'continue with yield import export extends super enum debugger',
);

/** Names all words of a range: a value that one of them stands for is used here in a way that is not understood. */
export function opaque(writer: Writer, { start, end }: Range, quote: Value['quote'] = '{'): void {
  glue(writer, `${GLUE.opaque}(`);
  for (const found of writer.source.text.slice(start, end).matchAll(WORD)) {
    if (KEYWORDS.has(found[0])) continue;
    const at = start + found.index;
    copy(writer, { start: at, end: at + found[0].length }, quote);
    glue(writer, ',');
  }
  glue(writer, ')');
}

/** Adds a call of a glue function around an expression, as a statement. */
export function pass(
  writer: Writer,
  name: keyof typeof GLUE,
  range: Range,
  quote: Value['quote'] = '{',
): void {
  glue(writer, `${GLUE[name]}(`);
  expression(writer, range, quote);
  glue(writer, ');\n');
}

/** Attributes that lead a reader somewhere, or say something. */
const LINKS = words('href xlink:href to alt title placeholder class style');

/** A path without anything that would end the text it is copied into. */
const PATH = /^[^"\\\r\n{}<>]*\/[^"\\\r\n{}<>]*$/;
/** `'/images'` in `[url]="'/images'"`. */
const IN_QUOTES = /^\s*'([^']*)'\s*$/;

/** Adds the text of an attribute where it may be a path that somebody calls: `url="/images"`, `[url]="'/images'"`. */
export function path(writer: Writer, name: string, { start, end, quote }: Value): void {
  const text = writer.source.text.slice(start, end);
  if (LINKS.has(name) || name.startsWith('aria-') || !PATH.test(text)) return;
  const inner = IN_QUOTES.exec(text)?.[1];
  const at = inner === undefined ? start : start + text.indexOf("'") + 1;
  glue(writer, '"');
  copy(writer, { start: at, end: inner === undefined ? end : at + inner.length }, quote);
  glue(writer, '";\n');
}

/** Adds data that a page holds for its scripts; what does not parse is left out. */
export function data(writer: Writer, range: Range): void {
  if (!isJson(writer.source.text.slice(range.start, range.end))) return;
  glue(writer, '(');
  copy(writer, range);
  glue(writer, ');\n');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The scopes that are open, each with the code that closes it; `label` says what closes it in the template, `given` a promise that it waits for. */
export type Scopes = { label: string; close: string; given?: Range }[];

/** Closes all scopes from the innermost one with this label inwards; nothing where there is none. */
export function closeScope(writer: Writer, scopes: Scopes, label: string): void {
  const at = scopes.findLastIndex(scope => scope.label === label);
  if (at < 0) return;
  for (const scope of scopes.splice(at).reverse()) glue(writer, scope.close);
}

/** Closes whatever is still open. */
export function closeAll(writer: Writer, scopes: Scopes): void {
  for (const scope of scopes.splice(0).reverse()) glue(writer, scope.close);
}
