import { rowOf } from '../code/rows.ts';
import { readAngular } from './angular.ts';
import { readAstro, readPage, readSvelte } from './kinds.ts';
import type { Range } from './markup.ts';
import { type Chunk, createWriter, glue, type Writer } from './template-code.ts';
import { readVue } from './vue.ts';

/**
 * A file as the parser sees it: its scripts at their places, all else blanked out, and behind them its templates as
 * code. Offsets below `length` are those of the file, the others are led back by the chunks.
 */
export type Component = {
  path: string;
  length: number;
  code: string;
  chunks: readonly Chunk[];
  /** What is put behind the name of the file, so that it is parsed in the right language. */
  ending: string;
};

/** What can be asked while a component is read: other files that a template is in. */
export type ReadFile = (path: string) => string | undefined;

/** A component while it is read. `isScript`: all of it is code. */
export type Build = {
  path: string;
  text: string;
  scripts: Script[];
  writer: Writer;
  read: ReadFile;
  ending: string;
  isScript: boolean;
};

/** A script: its content. `isOwn`: its names are seen by no other script of the file. */
export type Script = Range & { isOwn: boolean };

/** The reader for each kind of component, by the ending of its file. */
const KINDS: Readonly<Record<string, (build: Build) => void>> = {
  vue: readVue,
  svelte: readSvelte,
  astro: readAstro,
  html: readPage,
  htm: readPage,
  xhtml: readPage,
};

/** The component of a file; undefined for a file that is all script and has no template. */
export function readComponent(path: string, text: string, read: ReadFile): Component | undefined {
  const kind =
    rowOf(KINDS, path.split('.').at(-1)?.toLowerCase()) ?? (hasTemplate(text) ? readAngular : undefined);
  if (!kind) return undefined;
  const source = { file: path, text, forbidden: '', isQuoted: false };
  const writer = createWriter(source, text.length);
  const build: Build = { path, text, scripts: [], writer, read, ending: '.ts', isScript: false };
  glue(writer, ';\nexport {};\n');
  kind(build);
  if (build.isScript && writer.chunks.length === 0) return undefined;
  const code = (build.isScript ? text : keepScripts(text, build.scripts)) + writer.parts.join('');
  return { path, length: text.length, code, chunks: writer.chunks, ending: build.ending };
}

/** Whether a script may hold the class of an Angular component. */
const hasTemplate = (text: string): boolean =>
  text.includes('@Component') && /\btemplate(?:Url)?\b/.test(text);

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
