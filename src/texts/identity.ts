import { createHash } from 'node:crypto';
import type { Finding } from '../finding.ts';
import { maskScript } from './comments.ts';
import { type FileKind, kindOf } from './file-kinds.ts';

/**
 * What makes a finding the same finding after the code around it has moved: no line, no count.
 * `n` tells apart what is otherwise equal in one file.
 */
export type Identity = { file: string; rule: string; in: string; code: string; n: number };

/** Identities of findings in the order given; `sources` are the texts that their spans point into. */
export function identify(findings: readonly Finding[], sources: ReadonlyMap<string, string>): Identity[] {
  const seen = new Map<string, number>();
  const masks = new Map<string, string>();
  return findings.map(({ rule, span }) => {
    const text = sources.get(span.file) ?? '';
    const mask = masks.get(span.file) ?? maskOf(text, kindOf(span.file));
    masks.set(span.file, mask);
    const partial = {
      file: span.file,
      rule,
      in: enclosing(mask, span.start),
      code: normalise(text.slice(span.start, span.end)),
    };
    const key = JSON.stringify(partial);
    const n = (seen.get(key) ?? 0) + 1;
    seen.set(key, n);
    return { ...partial, n };
  });
}

/** Only scripts have enclosing symbols. */
const maskOf = (text: string, kind: FileKind | undefined): string =>
  kind === 'script' ? maskScript(text).code : '';

const LONGEST_CODE = 120;

/** What a formatter may change is dropped: white space, the kind of quotes, trailing commas, semicolons. */
export function normalise(code: string): string {
  const bare = code
    .replace(/\s+/g, '')
    .replaceAll("'", '"')
    .replace(/,(?=[)\]}])|;$/g, '');
  if (bare.length <= LONGEST_CODE) return bare;
  return `${bare.slice(0, LONGEST_CODE)}…${createHash('sha256').update(bare).digest('hex').slice(0, 8)}`;
}

/** Heads of blocks that have a name, the name first. */
const HEADS: readonly RegExp[] = [
  /\b(?:class|interface|namespace|module|enum)\s+([\w$]+)[^;]*$/,
  /\bfunction\s*\*?\s*([\w$]+)\s*(?:<[^;]*>)?\s*\([^;]*$/,
  /(?:\b(?:const|let|var)\s+|[.#]|^\s*(?:\w+\s+)*)([\w$]+)\s*(?::[^=;]*)?=\s*(?:async\b)?[^;]*(?:=>|\bfunction\b[^;]*|\bclass\b[^;]*)\s*$/,
  /([\w$]+)\s*:\s*(?:async\b)?[^;]*(?:=>|\bfunction\b[^;]*)\s*$/,
  /^[^=]*?([\w$]+)\s*(?:<[^;]*>)?\s*\([^;]*\)\s*(?::[^;]*)?$/,
  /\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=;]*)?=\s*$/,
];
const NO_NAME = /^(if|for|while|switch|catch|with|return|await|function)$/;

/** Names of the declarations around an offset, from the outside in, joined by dots. Takes masked code. */
export function enclosing(mask: string, offset: number): string {
  const names: string[] = [];
  let depth = 0;
  for (let at = offset - 1; at >= 0; at--) {
    const char = mask.charAt(at);
    if (char === '}') depth++;
    if (char !== '{') continue;
    if (depth > 0) depth--;
    else {
      const name = nameOf(headBefore(mask, at));
      if (name !== undefined) names.unshift(name);
    }
  }
  const own = /\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=;]*)?=[^;{}]*$/.exec(headBefore(mask, offset))?.[1];
  return [...names, ...(own === undefined || names.length > 0 ? [] : [own])].join('.');
}

const LONGEST_HEAD = 400;

/** The text before a brace, back to what ended the statement before; what stands in parentheses ends nothing. */
function headBefore(mask: string, at: number): string {
  let depth = 0;
  let from = at;
  for (; from > 0 && at - from < LONGEST_HEAD; from--) {
    const char = mask.charAt(from - 1);
    if (char === ')') depth++;
    else if (char === '(') depth--;
    else if (depth <= 0 && /[;{}]/.test(char)) break;
  }
  return mask.slice(from, at);
}

function nameOf(head: string): string | undefined {
  for (const pattern of HEADS) {
    const name = pattern.exec(head)?.[1];
    if (name !== undefined && !NO_NAME.test(name)) return name;
  }
  return undefined;
}
