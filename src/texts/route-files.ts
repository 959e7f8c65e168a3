import type { Blocker, Finding } from '../finding.ts';
import type { TextInput } from './index.ts';
import { findServed } from './route-names.ts';

const OTHERS = /\bexport\b[^;\n]*\b(?:POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/;
const ANSWERS = /^(?:export\b|module\.exports\b|exports\.).*/m;

/** A page, with or without data of its own: what is loaded for it is not what the path answers with. */
const isPage = (file: string, text: string): boolean =>
  /\broutes\/.*\.[jt]sx$/.test(file) && /\bexport default\b/.test(text);

/** The function that answers, as far as its beginning; undefined where only other methods are answered. */
function findHandler(text: string, method: string): { start: number; end: number } | undefined {
  const named = new RegExp(String.raw`^export\b[^;\n]*?\b(?:${method}|ALL|all|fallback|loader)\b`, 'm').exec(
    text,
  );
  if (named) return { start: named.index, end: named.index + named[0].length };
  if (OTHERS.test(text)) return undefined;
  const first = ANSWERS.exec(text) ?? /\S.*/.exec(text);
  return first ? { start: first.index, end: first.index + first[0].trimEnd().length } : { start: 0, end: 0 };
}

/** Tells of a file that serves a deprecated path by its name. */
export function scanRouteFile({ path: file, text, rules, mounts }: TextInput): Finding[] {
  const served = findServed(file, rules);
  const place = served && findHandler(text, served.rule.deprecated.method);
  if (!served || !place || isPage(file, text)) return [];
  const { rule, path, prefix } = served;
  const span = { file, ...place };
  const isKnown = prefix.split('/').every(one => one === '' || [...rule.mounts, ...mounts].includes(one));
  const doubt: Blocker = { code: 'unknown-prefix', span, args: { prefix } };
  return [
    {
      rule: rule.id,
      severity: 'warning',
      span,
      deprecated: `${rule.deprecated.method} ${path}`,
      replacement: `${rule.deprecated.method} ${rule.replacement.path}`,
      trace: [{ role: 'path', span, text: `${path.slice(1)}, by the name of the file` }],
      blockers: [{ code: 'server-route', span, args: {} }, ...(isKnown ? [] : [doubt])],
      notes: [],
    },
  ];
}
