import type { ts } from 'ts-morph';
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

/** Whether a file is written in the language of 2015 or later. */
export const isModern = ({ text }: ts.SourceFile): boolean =>
  /=>|\b(?:const|let|class)\s|^import\b|`/m.test(text) || !/\bvar\s|\bfunction\b/.test(text);

/** A member of a name: `image.visibility`, `image['hw:model']`. */
export const memberText = (at: ts.Node, owner: string, name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `${owner}.${name}` : `${owner}[${quoted(at, name)}]`;
