import type { ts } from 'ts-morph';

/**
 * A stretch of text of known content. `node` is the literal it stands in; `start` is the offset of its first
 * character in that file, or -1 where the source spells it differently (escapes) or not at all (`join('/')`).
 */
export type TextPart = { text: string; node: ts.Node; start: number; via?: readonly UrlObject[] };

/** A stretch that is only known at run time. */
type Hole = { hole: ts.Expression; frame: Frame | undefined; via?: readonly UrlObject[] };

/**
 * A `new URL(…)` that a text went through: what is done to the object shows in the URL that is sent. Or a
 * `new Request(…)`, which no text can be put behind.
 */
export type UrlObject = {
  made: ts.NewExpression;
  frame: Frame | undefined;
  /** Whether the text is given to its path alone: a `?` in it is no query. */
  isPath?: boolean;
};

export type Part = TextPart | Hole;

/** A string as its parts, in order. */
export type Template = readonly Part[];

/** The call that a function is looked into for: its parameters mean the arguments of that call. */
export type Frame = {
  fn: ts.SignatureDeclaration;
  call: ts.CallExpression | ts.NewExpression;
  parent: Frame | undefined;
  /** The function is not called there but handed over by this name, to code that calls it: `.then(json)`. */
  handed?: ts.Expression;
};

/** From the innermost call outwards. */
export const framesOf = (frame: Frame | undefined): Frame[] =>
  frame ? [frame, ...framesOf(frame.parent)] : [];

/** Stands for a hole in the flat text of a template; cannot occur in a URL. */
export const HOLE = '\uFFFC';

export const isText = (part: Part): part is TextPart => 'text' in part;

/** Whether a part is given to the path of a `URL` object, where a query cannot be put behind it. */
export const isPathOnly = ({ via }: Part): boolean => via?.some(({ isPath }) => isPath) === true;

/** The text of a template with {@link HOLE} for each hole: for matching, by the same offsets as {@link partAt}. */
export const flatText = (template: Template): string =>
  template.map(part => (isText(part) ? part.text : HOLE)).join('');

/** The same up to a query or fragment. */
export const pathText = (template: Template): string => flatText(template).split(/[?#]/, 1)[0] ?? '';

/** The part that holds an offset of the flat text, and the offset within it. */
export function partAt(template: Template, offset: number): { part: Part; inside: number } | undefined {
  let rest = offset;
  for (const part of template) {
    const length = isText(part) ? part.text.length : 1;
    if (rest < length) return { part, inside: rest };
    rest -= length;
  }
  return undefined;
}

/** The parts between two offsets of the flat text, cut to them. */
export function slice(template: Template, from: number, to: number): Template {
  const out: Part[] = [];
  let at = 0;
  for (const part of template) {
    const length = isText(part) ? part.text.length : 1;
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, length);
    if (start < end) {
      if (!isText(part)) out.push(part);
      else
        out.push({
          text: part.text.slice(start, end),
          node: part.node,
          start: part.start < 0 ? -1 : part.start + start,
          ...(part.via && { via: part.via }),
        });
    }
    at += length;
  }
  return out;
}

/** Alternatives above this number are given up as one hole: they would multiply. */
const MOST = 24;

/** Every way to put one of `left` before one of `right`; undefined where there are too many. */
export function product(left: Template[], right: Template[]): Template[] | undefined {
  if (left.length * right.length > MOST) return undefined;
  return left.flatMap(head => right.map(tail => [...head, ...tail]));
}
