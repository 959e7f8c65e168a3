import type { ts } from 'ts-morph';
import { isBareName } from '../code/syntax.ts';
import { quoted } from './draft.ts';

/** `image => image.visibility === 'public'`, in the words of the file: a file of old knows no arrows. */
export function lambda(
  at: ts.Node,
  body: (parameter: string) => string,
  outside: readonly string[] = [],
): string {
  const words = new Set(outside.flatMap(text => text.match(/[\w$]+/g) ?? []));
  const parameter = words.has('image') ? 'listed' : 'image';
  const text = body(parameter);
  const given = new RegExp(`\\b${parameter}\\b`).test(text) ? parameter : '';
  return isModern(at.getSourceFile())
    ? `${given === '' ? '()' : given} => ${text}`
    : `function (${given}) { return ${text}; }`;
}

const NEW_WORDS = /=>|\b(?:const|let|class)\s|^import\b|`/m;
const OLD_WORDS = /\bvar\s|\bfunction\b/;

/** Whether a file is written in the language of 2015 or later. */
export const isModern = ({ text }: ts.SourceFile): boolean => NEW_WORDS.test(text) || !OLD_WORDS.test(text);

/** A member of a name: `image.visibility`, `image['hw:model']`. */
export const memberText = (at: ts.Node, owner: string, name: string): string =>
  isBareName(name) ? `${owner}.${name}` : `${owner}[${quoted(at, name)}]`;
