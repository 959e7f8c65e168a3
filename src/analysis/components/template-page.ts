import { words } from '../code/word-lists.ts';
import type { Script } from './component.ts';
import { attributeText, type Range, type Token, tokenise } from './markup.ts';
import { data, type Writer } from './template-code.ts';
import { writeVue } from './template-vue.ts';

type Raw = Extract<Token, { kind: 'raw' }>;

/** Types of scripts that hold JavaScript. */
const SCRIPTS = words(
  'module text/babel text/jsx text/typescript text/javascript text/x-javascript text/ecmascript ' +
    'text/x-ecmascript application/javascript application/x-javascript application/ecmascript application/x-ecmascript',
);
/** Types of scripts that hold markup for a library. */
const TEMPLATES = /template|html|x-vue|handlebars|mustache/;

/** Types of scripts that hold data. */
const DATA = /^application\/(?:[\w.-]+\+)?json$/;

/** Writes what a page holds of templates, and finds its scripts. Those of modules have names of their own. */
export function writePage(writer: Writer, range: Range): Script[] {
  writeVue(writer, range);
  const scripts: Script[] = [];
  for (const token of tokenise(writer.source.text, range, 'mustache')) {
    if (token.kind !== 'raw' || token.name !== 'script') continue;
    const type = typeOf(token, writer);
    if (isScriptTag(token, writer))
      scripts.push({ start: token.start, end: token.end, isOwn: type === 'module' });
    else if (TEMPLATES.test(type)) writeVue(writer, token);
    else if (DATA.test(type)) data(writer, token);
  }
  return scripts;
}

/** Whether a script holds JavaScript, and not data or a template. */
export function isScriptTag(token: Raw, writer: Writer): boolean {
  const type = typeOf(token, writer);
  return type === '' || SCRIPTS.has(type);
}

const typeOf = ({ attributes }: Raw, { source }: Writer): string =>
  (attributeText(source.text, attributes, 'type') ?? '').trim().toLowerCase();
