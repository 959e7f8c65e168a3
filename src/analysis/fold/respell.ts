import { ts } from 'ts-morph';
import { unwrap } from '../code/syntax.ts';
import { type FoldContext, fold } from './fold.ts';
import { flatText, isText, slice, type Template } from './template.ts';

/** What a function makes of the text that it is given, piece by piece; a piece that it changes is spelled nowhere. */
export function foldRespelled(
  node: ts.Expression,
  change: (text: string) => string,
  context: FoldContext,
): Template[] | undefined {
  if (context.exactly) return undefined;
  return fold(node, context).map(template =>
    template.map(part => {
      const text = isText(part) ? change(part.text) : undefined;
      return text === undefined || (isText(part) && text === part.text) ? part : { ...part, text, start: -1 };
    }),
  );
}

/** A text without its escapes; one with a lone `%` would throw, and stays as it is. */
export const decoded = (text: string): string => unlessThrown(decodeURIComponent, text);

/** `decodeURI` leaves the escapes of what has a meaning in a URL, such as slashes. */
export const DECODERS: Readonly<Record<string, (text: string) => string>> = {
  decodeURI: text => unlessThrown(decodeURI, text),
  decodeURIComponent: decoded,
};

function unlessThrown(decode: (text: string) => string, text: string): string {
  try {
    return decode(text);
  } catch {
    return text;
  }
}

/**
 * `.replace(/\/+$/, '')` cuts slashes at the end: common before a path is put behind a base.
 * `.replace('{version}', VERSION)` puts a value into a gap.
 */
export function foldReplace(
  receiver: ts.Expression,
  call: ts.CallExpression,
  context: FoldContext,
): Template[] | undefined {
  const [pattern, by] = call.arguments.map(unwrap);
  if (!pattern || !by) return undefined;
  if (ts.isStringLiteralLike(pattern)) return foldGap(receiver, pattern.text, by, context);
  const cuts =
    ts.isRegularExpressionLiteral(pattern) &&
    /^\/\\\/[+*]?\$\/[gu]*$/.test(pattern.text) &&
    ts.isStringLiteralLike(by) &&
    by.text === '';
  if (!cuts) return undefined;
  return fold(receiver, context).map(template => {
    const last = template.at(-1);
    return last && isText(last)
      ? [...template.slice(0, -1), { ...last, text: last.text.replace(/\/+$/, '') }]
      : template;
  });
}

/** `{version}`, `:version`, `%VERSION%`, `__VERSION__`: a text that is written to be replaced, and by nothing else. */
const GAP = /^(?:\{.+\}|:\w+|%\w+%|__\w+__|<\w+>|\$\w+|\[\w+\])$/;

/** A text without the gap stays as it is; undefined where a part that is not known may have it. */
function foldGap(
  receiver: ts.Expression,
  gap: string,
  by: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  const values = fold(by, context);
  if (context.exactly || !GAP.test(gap) || values.some(value => flatText(value).includes('$')))
    return undefined;
  const filled = fold(receiver, context).map((template): Template[] | undefined => {
    const at = flatText(template).indexOf(gap);
    if (at < 0) return template.every(isText) ? [template] : undefined;
    const head = slice(template, 0, at);
    const tail = slice(template, at + gap.length, flatText(template).length);
    return values.map(value => [...head, ...value, ...tail]);
  });
  return filled.some(one => one === undefined) ? undefined : filled.flatMap(one => one ?? []);
}
