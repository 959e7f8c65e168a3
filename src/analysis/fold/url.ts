import { ts } from 'ts-morph';
import { type FoldContext, fold, hole } from './fold.ts';
import { flatText, isText, type Part, product, slice, type Template, type UrlObject } from './template.ts';

/** Classes of the platform that are made of a URL. */
const HOLDERS = new Set(['URL', 'Request']);

/** `new URL(path, base)`: the path alone where it has a host, the base before it where it has not. */
export function foldNew(node: ts.NewExpression, context: FoldContext): Template[] | undefined {
  const [path, base] = node.arguments ?? [];
  if (!ts.isIdentifier(node.expression) || !HOLDERS.has(node.expression.text) || !path) return undefined;
  if (context.exactly) return undefined;
  const paths = fold(path, context);
  const isRelative = base !== undefined && node.expression.text === 'URL';
  const all = isRelative ? joinBase(paths, fold(base, context)) : paths;
  return all.map(goingThrough({ made: node, frame: context.frame }));
}

const goingThrough =
  (object: UrlObject) =>
  (template: Template): Template =>
    template.map(part => ({ ...part, via: [...(part.via ?? []), object] }));

export const isUrlObject = (node: ts.Node | undefined): node is ts.NewExpression =>
  node !== undefined && ts.isNewExpression(node) && node.expression.getText() === 'URL';

/**
 * `url.pathname = …` puts a path behind the host, `+=` behind the path that is there. What looks like a query in it is
 * none, and becomes a part of the path.
 */
export function foldPathname(
  before: readonly Template[],
  assignment: ts.BinaryExpression,
  made: ts.NewExpression,
  context: FoldContext,
): Template[] {
  const isAppend = assignment.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
  const object = { made, frame: context.frame, isPath: true };
  const values = fold(assignment.right, context).map(goingThrough(object));
  const heads = isAppend ? [...before] : before.map(originOf);
  const all = product(
    heads,
    values.map(value => (isAppend ? value : rooted(value, assignment))),
  );
  const isPlain = [...before, ...values].every(template => !/[?#]/.test(flatText(template)));
  const unknown = (): Template[] => hole(assignment.right, context).map(goingThrough(object));
  return all && isPlain ? all : unknown();
}

/** A path begins with a slash, whether it is written or not. */
function rooted(path: Template, at: ts.Node): Template {
  const glue: Part = { text: '/', node: at, start: -1 };
  return /^[/\uFFFC]/.test(flatText(path)) ? path : [glue, ...path];
}

function joinBase(paths: readonly Template[], bases: readonly Template[]): Template[] {
  return paths.flatMap(template => {
    const text = flatText(template);
    if (/^[a-z][\w+.-]*:\/\//i.test(text)) return [template];
    if (text.startsWith('/')) return bases.map(base => [...originOf(base), ...template]);
    return bases.map(base => joinDots(folderOfUrl(base), template));
  });
}

/** `./images`, `../images`: what stands there is the folder, or the one above it. */
function joinDots(folder: Template, path: Template): Template {
  const [, dots = ''] = /^(\.{1,2}\/)/.exec(flatText(path)) ?? [];
  const rest = slice(path, dots.length, flatText(path).length);
  if (dots === './') return joinDots(folder, rest);
  const above = dots === '../' ? folderAbove(folder) : undefined;
  return above ? joinDots(above, rest) : [...folder, ...path];
}

/** Undefined where the last segment is not known, or is the host. */
function folderAbove(folder: Template): Template | undefined {
  const last = folder.at(-1);
  const [segment] = (last && isText(last) && /(?<=[^/]\/)[^/]+\/$/.exec(last.text)) || [];
  const end = flatText(folder).length;
  return segment === undefined ? undefined : slice(folder, 0, end - segment.length);
}

/** Scheme and host of a base, or all of it where that is not known to end. */
function originOf(base: Template): Template {
  const text = flatText(base);
  const origin = /^[a-z][\w+.-]*:\/\/[^/?#]+/i.exec(text)?.[0];
  if (origin === undefined || origin.includes('\uFFFC'))
    return base.filter((part, index) => index === 0 || !isText(part));
  return [{ text: origin, node: (base[0] as { node: ts.Node }).node, start: -1 }];
}

/** A relative path replaces the last segment of its base. */
function folderOfUrl(base: Template): Template {
  const last = base.at(-1);
  if (!last || !isText(last) || last.text.endsWith('/')) return base;
  const cut = last.text.lastIndexOf('/') + 1;
  return [...base.slice(0, -1), { ...last, text: last.text.slice(0, cut) }];
}
