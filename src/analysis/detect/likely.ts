import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';
import { isAccess, wrapped } from '../code/syntax.ts';
import { fold } from '../fold/fold.ts';
import { isRestOfEndpoint, isTailOfEndpoint } from '../fold/match.ts';
import { decoded } from '../fold/respell.ts';
import { flatText, HOLE, isText, pathText, slice, type Template } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import type { Request } from '../request/request.ts';
import type { Needle } from './needles.ts';

const SERVICE = /glance|image|ims|version|apiver|\bv(?:er)?\b/i;
/** `catalog.find(({ type }) => type === 'image')`: what a variable was made with. */
const OF_CATALOG = /['"`](?:glance|images?|ims)['"`]/i;

/** A hole just before the path whose name speaks of the image service or of a version, or what it was made with. */
export function namesService(template: Template, { checker }: Pick<Workspace, 'checker'>): boolean {
  const path = pathText(template);
  const at = path.lastIndexOf(HOLE);
  let offset = 0;
  for (const part of template) {
    if (!isText(part) && offset === at) {
      const made = madeWith(part.hole, checker);
      return SERVICE.test(part.hole.getText()) || (made !== undefined && OF_CATALOG.test(made.getText()));
    }
    offset += isText(part) ? part.text.length : 1;
  }
  return false;
}

function madeWith(hole: ts.Expression, checker: ts.TypeChecker): ts.Expression | undefined {
  const declaration = ts.isIdentifier(hole) ? checker.getSymbolAtLocation(hole)?.valueDeclaration : undefined;
  return declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
}

/**
 * Whether a path without its version is the endpoint's, as it seems: a file that writes the version on its own, or
 * asks for the media type of the version, puts it there in a way that cannot be followed.
 */
export function isLikelyPath(
  needle: Needle,
  templates: readonly Template[],
  { workspace, rule }: { workspace: Workspace; rule: Rule },
): boolean {
  // `'/v1.1/' + project + '/images/detail'`: the version is there, and something else between the two.
  const whole = textsAround(needle.expression).flatMap(text =>
    fold(text, { workspace, frame: undefined, depth: 0 }),
  );
  if (whole.some(template => hasVersion(flatText(template)))) return false;
  const texts = literalTexts(needle.literal.getSourceFile());
  if (!saysVersion(texts, rule)) return false;
  if (needle.isAlone) return texts.some(text => isMiddle(text, rule)) && !followsOther(needle, rule);
  return templates.some(template => {
    const plain = withoutPlaceholders(template);
    return !hasVersion(flatText(plain)) && (isTailOfEndpoint(plain, rule) || isRestOfEndpoint(plain, rule));
  });
}

/** The texts that an expression is a piece of: sums, a list that is joined, what a function makes of it. */
export function textsAround(node: ts.Expression): ts.Expression[] {
  const outer = wrapped(node);
  const { parent } = outer;
  const isSum = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken;
  if (isSum || ts.isArrayLiteralExpression(parent)) return [parent, ...textsAround(parent)];
  const called = isAccess(parent) && parent.expression === outer ? wrapped(parent).parent : parent;
  return ts.isCallExpression(called) ? [called] : [];
}

/** `{version}/images/detail`, `%s/images/detail`, `:v/images/detail`, `<%= v %>`, `{?query}`: what is put in later. */
export const PLACEHOLDER =
  /\{[?&#/+][^{}]*\}|\$?\{\{?\s*[\w.]+\s*\}?\}|%(?:\(\w+\))?[sdjo]|:[A-Za-z]\w*|<%[=-]?[^%]*%>|<\w+>/g;

const withoutPlaceholders = (template: Template): Template =>
  template.map(part => (isText(part) ? { ...part, text: part.text.replace(PLACEHOLDER, HOLE) } : part));

/** A text as it will be when its gaps are filled; of an escaped URL within another what it says. */
export function plainTemplate(template: Template): Template {
  const text = flatText(template);
  const at = text.search(/%2F/i);
  const inner = at < 0 ? template : slice(template, text.lastIndexOf('=', at) + 1, text.length);
  return withoutPlaceholders(
    inner.map(part => (isText(part) ? { ...part, text: decoded(part.text) } : part)),
  );
}

/** Whether a path has a version, whichever. */
export const hasVersion = (text: string): boolean => /(?:^|\/)v\d[\d.]*(?=\/)/.test(text);

/** `v1.1`, `/v1.1`, `…/v1.1/` as all that a text says or as its end. */
function saysVersion(texts: readonly string[], rule: Rule): boolean {
  const versions = rule.deprecated.versions.map(version => version.replace(/\./g, '\\.')).join('|');
  const media = new RegExp(`^application/vnd\\.[\\w.]+-(?:${versions})(?=$|[+;,])`);
  const dotted = dottedVersions(rule);
  return texts.some(text => {
    const last = text.replace(/\/$/, '').split('/').at(-1);
    return dotted.some(version => version === last) || media.test(text);
  });
}

/** Whether a file writes the version as all that a text says, or as its end. */
export const writesVersion = (file: ts.SourceFile, rule: Rule): boolean =>
  saysVersion(literalTexts(file), rule);

/** Names of what is put before the paths of all requests. */
const BASES = 'interceptors HttpInterceptor HttpInterceptorFn baseURL baseUrl withBaseUrl prefixUrl'.split(
  ' ',
);
/** Up to this many files that have such a name are looked at. */
const MOST = 20;

/** Whether a file that makes a base for requests writes the version at the end of a text. */
export function hasBaseElsewhere(workspace: Workspace, rule: Rule): boolean {
  const paths = new Set(BASES.flatMap(name => [...workspace.mentioning(name)]));
  return isInSome(paths, workspace, file => writesVersion(file, rule));
}

/** Whether one of the first of some files is wanted; those that are not loaded are asked for. */
export const isInSome = (
  paths: Iterable<string>,
  { want, files }: Workspace,
  isWanted: (file: ts.SourceFile) => boolean,
): boolean =>
  [...paths].slice(0, MOST).some(path => {
    want(path);
    const file = files.get(path);
    return file !== undefined && isWanted(file);
  });

/** `v1` alone is said by too many. */
export const dottedVersions = ({ deprecated }: Rule): string[] =>
  deprecated.versions.filter(version => version.includes('.'));

/** `images`, `/images`: the segments between the version and the last. */
function isMiddle(text: string, rule: Rule): boolean {
  const middle = pathShape(rule).middle.join('/');
  return middle !== '' && text.replace(/^\/|\/$/g, '') === middle;
}

/** `[root, 'servers', 'detail']`: what stands before it in the list is the end of another path. */
function followsOther({ literal }: Needle, rule: Rule): boolean {
  const { parent } = literal;
  const list = ts.isArrayLiteralExpression(parent)
    ? parent.elements
    : ts.isCallExpression(parent)
      ? parent.arguments
      : undefined;
  const before = list?.[list.indexOf(literal as ts.Expression) - 1];
  const isSegment = before !== undefined && ts.isStringLiteralLike(before) && /^[\w./-]+$/.test(before.text);
  return isSegment && !isMiddle(before.text, rule);
}

const texts = new WeakMap<ts.SourceFile, readonly string[]>();

/** What the literals of a file say; of templates what stands at their end, or before what goes on. */
function literalTexts(file: ts.SourceFile): readonly string[] {
  const known = texts.get(file);
  if (known) return known;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isWhole = ts.isStringLiteralLike(node) || ts.isTemplateTail(node);
    // `${base}/v1.1${path}`: what comes behind brings its slash.
    const isHead = (ts.isTemplateHead(node) || ts.isTemplateMiddle(node)) && !node.text.endsWith('/');
    if (isWhole || isHead) found.push((node as ts.LiteralLikeNode).text);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  texts.set(file, found);
  return found;
}

/** Whether the text becomes the end of another path in all that it gets to: `servers/detail`. */
export function isElsewhere({ literal }: Needle, { templates }: Request, rule: Rule): boolean {
  const { rest } = pathShape(rule);
  return templates.every(template => {
    // Where the text is no part of it, there is no path before it.
    const at = template.findIndex(part => isText(part) && part.node === literal);
    const path = pathText(template.slice(0, at + 1));
    const segments = path.split('/').slice(-rest.length, -1);
    const version = path.split('/').at(-rest.length - 1) ?? '';
    const isVersion = version === '' || version.includes(HOLE) || rule.deprecated.versions.includes(version);
    return (
      !isVersion || segments.some((segment, index) => !segment.includes(HOLE) && segment !== rest[index])
    );
  });
}
