import type { Build } from './component.ts';
import { besides, inTemplate } from './kinds.ts';
import { attributeText, closingOf, type Range, readTag, type Tag, tokenise } from './markup.ts';
import { opaque, type Writer } from './template-code.ts';
import { writeVue } from './template-vue.ts';

const JSX: ReadonlySet<string> = new Set(['jsx', 'tsx']);

/** A Vue file: its blocks, of which scripts and templates are looked at. */
export function readVue(build: Build): void {
  const { text, writer } = build;
  for (const { name, attributes, content } of blocksOf(text)) {
    const value = (key: string) => attributeText(text, attributes, key);
    if (name === 'script') {
      build.scripts.push({ ...content, isOwn: false });
      if (JSX.has(value('lang') ?? '')) build.ending = '.tsx';
    }
    if (name !== 'template') continue;
    inTemplate(writer, () => writeTemplate(writer, content, value('lang')));
    addOutside(build, value('src'));
  }
}

const isHtml = (lang: string | undefined): boolean => lang === undefined || lang.toLowerCase() === 'html';

/** In a language of its own a template is only searched for names. */
function writeTemplate(writer: Writer, content: Range, lang: string | undefined): void {
  if (isHtml(lang)) writeVue(writer, content);
  else opaque(writer, content);
}

/** `<template src="./list.html">`. */
function addOutside({ writer, path, read }: Build, src: string | undefined): void {
  if (src === undefined) return;
  const file = besides(path, src);
  const text = read(file);
  if (text === undefined) return;
  const own = writer.source;
  writer.source = { ...own, file, text };
  inTemplate(writer, () => writeVue(writer, { start: 0, end: text.length }));
  writer.source = own;
}

type Block = { name: string; attributes: Parameters<typeof attributeText>[1]; content: Range };

/** The blocks at the top of a Vue file; what they hold is only markup in a template. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const next = /<!--[\s\S]*?(?:-->|$)|<[A-Za-z]/g;
  for (let found = next.exec(text); found; found = next.exec(text)) {
    const tag = readTag(text, found.index, 'mustache');
    if (!tag) continue;
    const content = contentOf(text, tag);
    next.lastIndex = content.end;
    // Without a `src`, what closes itself holds nothing.
    const isEmpty = tag.isClosed && attributeText(text, tag.attributes, 'src') === undefined;
    if (!isEmpty) blocks.push({ name: tag.name.toLowerCase(), attributes: tag.attributes, content });
  }
  return blocks;
}

function contentOf(text: string, { name, attributes, isClosed, end: start }: Tag): Range {
  if (isClosed) return { start, end: start };
  const isMarkup = name === 'template' && isHtml(attributeText(text, attributes, 'lang'));
  const close = isMarkup ? endOfTemplate(text, start) : closingOf(text, name, start);
  return { start, end: close?.start ?? text.length };
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
