import { ts } from 'ts-morph';
import { unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { type FoldContext, fold } from '../fold/fold.ts';
import { isRestOfEndpoint, type Match, matchTemplate } from '../fold/match.ts';
import { flatText, slice, type Template } from '../fold/template.ts';
import { memberValue } from './mocks.ts';
import type { DetectContext } from './strays.ts';
import type { Trail } from './trail.ts';

/** Decorators of a class whose methods are routes. */
const CLASSES = /(?:^|\.)(?:\w*controller|Route|Path)$/i;

/** Decorators of a method that answers a GET, and of any other route. */
const READS = words('get all httpget sse requestmapping');
const OTHERS = words(
  'post put patch delete head options httppost httpput httppatch httpdelete httphead httpoptions',
);

/**
 * `@Controller('v1/things')` and `@Get('detail')`: a route whose path is declared in two places. `match` is undefined
 * where that is the path of another endpoint, or of another method.
 */
export function findDecorated(
  trail: Trail,
  context: DetectContext,
): { match: Match | undefined; end: ts.Node } | undefined {
  const call = trail.calls.map(one => one.call).find(one => ts.isDecorator(one.parent));
  const member = call?.parent.parent;
  if (!call || !member) return undefined;
  const name = call.expression.getText();
  if (OTHERS.has(name.toLowerCase())) return { match: undefined, end: call };
  const prefix = READS.has(name.toLowerCase()) ? prefixOf(member.parent, context) : undefined;
  const own = call.arguments?.[0] && foldEach(call.arguments[0], context);
  if (!prefix || !own) return undefined;
  const heads = [
    ...versionsOf(member, context),
    ...versionsOf(member.parent, context),
    ...globalPrefixes(call, context),
  ];
  const below = prefix.flatMap(head => own.map(tail => joined(head, tail, call)));
  const paths = [...below, ...heads.flatMap(head => below.map(tail => joined(head, tail, call)))];
  const match = paths.flatMap(path => matchTemplate(path, context.rule, context.mounts) ?? [])[0];
  // A prefix that is set for all controllers may bring the version.
  const isOpen = paths.some(path => isRestOfEndpoint(path, context.rule));
  return match || !isOpen ? { match, end: call } : undefined;
}

const foldAt = (node: ts.Expression, { workspace }: DetectContext): Template[] => {
  const context: FoldContext = { workspace, frame: undefined, depth: 0 };
  return fold(node, context);
};

/** One text, or each of a list: `@Get(['detail', 'all'])`. */
function foldEach(node: ts.Expression, context: DetectContext): Template[] {
  const inner = unwrap(node);
  const all = ts.isArrayLiteralExpression(inner) ? inner.elements : [inner];
  return all.flatMap(one => foldAt(one, context));
}

/** With one slash between the two, whether they bring it or not. */
function joined(head: Template, tail: Template, node: ts.Node): Template {
  const before = flatText(head).replace(/\/$/, '').length;
  const behind = flatText(tail).length - flatText(tail).replace(/^\//, '').length;
  return [
    ...slice(head, 0, before),
    { text: '/', node, start: -1 },
    ...slice(tail, behind, flatText(tail).length),
  ];
}

/** The path before those of the methods of a class; undefined where the class is no controller. */
function prefixOf(owner: ts.Node, context: DetectContext): Template[] | undefined {
  const decorators = ts.canHaveDecorators(owner) ? (ts.getDecorators(owner) ?? []) : [];
  for (const { expression } of decorators) {
    if (!ts.isCallExpression(expression) || !CLASSES.test(expression.expression.getText())) continue;
    const [given] = expression.arguments;
    const inner = given && unwrap(given);
    if (!inner) return [[]];
    return ts.isObjectLiteralExpression(inner) ? prefixIn(inner, context) : foldEach(inner, context);
  }
  return undefined;
}

/** `@Version('1')` at a method or its class: a segment before the path. */
function versionsOf(node: ts.Node, context: DetectContext): Template[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.flatMap(({ expression }) => {
    const isVersion =
      ts.isCallExpression(expression) && /^(?:Api)?Version$/.test(expression.expression.getText());
    const [given] = isVersion ? expression.arguments : [];
    return given ? foldEach(given, context).map(version => asVersion(version, expression)) : [];
  });
}

const asVersion = (version: Template, node: ts.Node): Template =>
  version.length > 0 ? [{ text: 'v', node, start: -1 }, ...version] : [];

const GLOBAL = 'setGlobalPrefix';

/** `app.setGlobalPrefix('v1')` in a file that imports the controller, directly or through its module. */
function globalPrefixes(at: ts.Node, context: DetectContext): Template[] {
  const { workspace } = context;
  workspace.wantMentions(GLOBAL, [workspace.pathOf(at)]);
  const found: Template[] = [];
  const visit = (node: ts.Node): void => {
    const [given] = ts.isCallExpression(node) ? node.arguments : [];
    if (given && ts.isCallExpression(node) && node.expression.getText().endsWith(`.${GLOBAL}`))
      found.push(...foldAt(given, context));
    ts.forEachChild(node, visit);
  };
  for (const file of workspace.files.values()) if (file.text.includes(GLOBAL)) visit(file);
  return found;
}

/** `{ path: 'things', version: '1' }`: the version is a segment before the path. */
function prefixIn(literal: ts.ObjectLiteralExpression, context: DetectContext): Template[] {
  const partOf = (key: string): Template[] => {
    const value = memberValue(literal, [key]);
    return value ? foldEach(value, context) : [[]];
  };
  const versions = partOf('version').map(version => asVersion(version, literal));
  return versions.flatMap(version => partOf('path').map(path => joined(version, path, literal)));
}
