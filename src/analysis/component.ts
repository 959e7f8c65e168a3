import { attributeText, closingOf, type Range, readTag, tokenise } from './markup.ts';
import { type Chunk, createWriter, glue, opaque, type Source, type Writer } from './template-code.ts';
import { writePage } from './template-page.ts';
import { writeVue } from './template-vue.ts';

/**
 * A file as the parser sees it: its scripts at their places, all else blanked out, and behind them its templates as
 * code. Offsets below `length` are those of the file, the others are led back by the chunks.
 */
export type Component = {
  path: string;
  length: number;
  code: string;
  chunks: readonly Chunk[];
  ending: string;
};

/** What can be asked while a component is read: other files that a template is in. */
export type ReadFile = (path: string) => string | undefined;

type Build = { path: string; text: string; scripts: Script[]; writer: Writer; read: ReadFile };

/** A script: its content. `isOwn`: its names are seen by no other script of the file. */
export type Script = Range & { isOwn: boolean };

/** The component of a file; undefined for a file that is all script. */
export function readComponent(path: string, text: string, read: ReadFile): Component | undefined {
  const kind = KINDS.find(([pattern]) => pattern.test(path));
  if (!kind) return undefined;
  const source: Source = { file: path, text, outer: '' };
  const build: Build = { path, text, scripts: [], writer: createWriter(source, text.length), read };
  glue(build.writer, ';\nexport {};\n');
  const ending = kind[1](build) ?? '.ts';
  const code = keepScripts(text, build.scripts) + build.writer.parts.join('');
  return { path, length: text.length, code, chunks: build.writer.chunks, ending };
}

/** The reader for each kind of component; it gives the ending that its scripts are parsed by. */
const KINDS: readonly [RegExp, (build: Build) => string | undefined][] = [
  [/\.vue$/i, readVue],
  [/\.x?html?$/i, readPage],
];

/** Blanks out all but the scripts. Their borders are no blanks: nothing beside a script is taken for an empty line. */
function keepScripts(text: string, scripts: readonly Script[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, isOwn } of scripts) {
    parts.push(blank(text.slice(from, Math.max(from, start - 1))), start > 0 ? (isOwn ? '{' : ';') : '');
    parts.push(text.slice(start, end), end < text.length ? (isOwn ? '}' : ';') : '');
    from = Math.min(text.length, end + 1);
  }
  parts.push(blank(text.slice(from)));
  return parts.join('');
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** A template as the body of a function of its own. */
function inTemplate(writer: Writer, write: () => void): void {
  glue(writer, ';(function __gs_template() {\n');
  write();
  glue(writer, '\n});\n');
}

function readVue({ text, scripts, writer, read, path }: Build): string | undefined {
  let ending: string | undefined;
  for (const { name, attributes, content } of blocksOf(text)) {
    const value = (key: string) => attributeText(text, attributes, key);
    if (name === 'script') {
      scripts.push({ ...content, isOwn: false });
      ending ??= /^[jt]sx$/.test(value('lang') ?? '') ? '.tsx' : undefined;
    }
    if (name === 'template') inTemplate(writer, () => writeTemplate(writer, content, value('lang')));
    if (name === 'template' && value('src') !== undefined) addOutside(writer, path, value('src') ?? '', read);
  }
  return ending;
}

/** In a language of its own a template is only searched for names. */
function writeTemplate(writer: Writer, content: Range, lang: string | undefined): void {
  if (lang === undefined || /^html$/i.test(lang)) writeVue(writer, content);
  else opaque(writer, content);
}

function addOutside(writer: Writer, path: string, src: string, read: ReadFile): void {
  const file = besides(path, src);
  const text = read(file);
  if (text === undefined) return;
  const own = writer.source;
  writer.source = { file, text, outer: '' };
  inTemplate(writer, () => writeVue(writer, { start: 0, end: text.length }));
  writer.source = own;
}

/** The path of a file that another one names relative to itself. */
function besides(path: string, relative: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

type Block = { name: string; attributes: Parameters<typeof attributeText>[1]; content: Range };

/** The blocks at the top of a Vue file; what they hold is only markup in a template. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const next = /<!--[\s\S]*?(?:-->|$)|<[A-Za-z]/g;
  for (let found = next.exec(text); found; found = next.exec(text)) {
    const tag = found[0].startsWith('<!--') ? undefined : readTag(text, found.index, 'mustache');
    if (!tag) continue;
    next.lastIndex = tag.end;
    if (tag.isClosed) continue;
    const lang = attributeText(text, tag.attributes, 'lang') ?? 'html';
    const isMarkup = tag.name === 'template' && lang === 'html';
    const close = isMarkup ? endOfTemplate(text, tag.end) : closingOf(text, tag.name, tag.end);
    const content = { start: tag.end, end: close?.start ?? text.length };
    blocks.push({ name: tag.name.toLowerCase(), attributes: tag.attributes, content });
    next.lastIndex = close?.end ?? text.length;
  }
  return blocks;
}

/** The closing tag of a template that has others inside. */
function endOfTemplate(text: string, start: number): Range | undefined {
  let depth = 1;
  for (const token of tokenise(text, { start, end: text.length }, 'mustache')) {
    if (token.kind !== 'open' && token.kind !== 'close') continue;
    if (token.name !== 'template') continue;
    if (token.kind === 'open' && !token.isClosed) depth++;
    if (token.kind === 'close' && --depth === 0) return token;
  }
  return undefined;
}

function readPage({ text, scripts, writer }: Build): undefined {
  inTemplate(writer, () => scripts.push(...writePage(writer, { start: 0, end: text.length })));
}
