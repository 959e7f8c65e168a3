import { ts } from 'ts-morph';
import { pathShape } from '../../rule.ts';
import { symbolAt } from '../code/bindings.ts';
import { moduleSpecifierOf, requiredModule } from '../code/modules.ts';
import { isAccess, memberName, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { fold } from '../fold/fold.ts';
import { type Match, matchTemplate } from '../fold/match.ts';
import { objectLiteralOf } from '../fold/objects.ts';
import { flatText, HOLE } from '../fold/template.ts';
import { findMock, memberValue } from './mocks.ts';
import type { Needle } from './needles.ts';
import type { DetectContext, Stray } from './strays.ts';
import type { Trail } from './trail.ts';

/** Members that give a path a function which answers. */
const ROUTES = words('get all any use on route addRoute add register');
/** What puts a router, or all that a function declares, below a path. */
const MOUNTS = words('use route mount register nest group scope namespace');
/** What puts all that a router declares below a path. */
const PREFIXES = words('basePath prefix');

const PREFIX_KEYS = ['prefix', 'base', 'basePath'];

/** How many routers may be below each other. */
const DEEPEST = 5;

/**
 * `router.get('/detail', …)` below `app.use('/v1.1/things', router)`: a route whose path is declared in several places,
 * which may be several files.
 */
export function findMounted(needle: Needle, { calls }: Trail, context: DetectContext): Stray | undefined {
  const last = `/${pathShape(context.rule).rest.join('/')}`;
  const routes = calls.map(({ call }) => call).filter(call => isRoute(call, context));
  if (routes.length === 0) return undefined;
  const texts = textsOf(needle.expression, context).filter(text => last.endsWith(text));
  for (const call of routes) {
    const heads = prefixesOf(call.expression.expression, context, 0);
    const paths = texts.flatMap(text => heads.map(head => joined(head, text)));
    const match = paths.flatMap(text => matchText(text, call, context) ?? [])[0];
    if (match) return { needle, match, ends: [call], reason: 'server-route' };
  }
  return undefined;
}

const textsOf = (node: ts.Expression, { workspace }: DetectContext): string[] =>
  fold(node, { workspace, frame: undefined, depth: 0 }).map(flatText);

const matchText = (text: string, node: ts.Node, { rule, mounts }: DetectContext): Match | undefined =>
  matchTemplate([{ text, node, start: -1 }], rule, mounts);

const joined = (head: string, tail: string): string =>
  `${head.replace(/\/$/, '')}/${tail.replace(/^\//, '')}`;

type MemberCall = ts.CallExpression & { expression: ts.PropertyAccessExpression };

function isRoute(call: ts.CallExpression | ts.NewExpression, context: DetectContext): call is MemberCall {
  if (!ts.isCallExpression(call) || !isAccess(call.expression)) return false;
  const isOther = findMock(call, context.workspace)?.request.method === 'other';
  const method = optionOf(call, ['method'], context);
  const isGet = method === undefined || /GET|\*/i.test(method.getText());
  return ROUTES.has(memberName(call.expression)) && !isOther && isGet;
}

type Call = ts.CallExpression | ts.NewExpression;

/** An option among the arguments of a call; `routes.prefix` is one of an option. */
function optionOf(
  call: Call,
  names: readonly string[],
  { workspace }: DetectContext,
): ts.Expression | undefined {
  const literals = (call.arguments ?? []).flatMap(
    node => objectLiteralOf(node, { workspace, frame: undefined, depth: 0 })?.literal ?? [],
  );
  const inner = literals
    .map(literal => memberValue(literal, ['routes']))
    .filter(node => node !== undefined && ts.isObjectLiteralExpression(node));
  return [...literals, ...(inner as ts.ObjectLiteralExpression[])].flatMap(
    literal => memberValue(literal, names) ?? [],
  )[0];
}

/** The path that a call puts something below: its first text, or an option. */
function pathGiven(call: Call, context: DetectContext): string {
  const node = optionOf(call, PREFIX_KEYS, context) ?? call.arguments?.[0];
  const [text, ...others] = node ? textsOf(node, context) : [];
  return text === undefined || others.length > 0 || text === HOLE ? '' : text;
}

/** All that may stand before the paths that a router declares. */
function prefixesOf(owner: ts.Expression, context: DetectContext, depth: number): string[] {
  const inner = unwrap(owner);
  const root = rootOf(inner);
  const chained = prefixIn(inner, context);
  const declaration = symbolAt(context.workspace, root)?.valueDeclaration;
  if (!declaration || depth > DEEPEST) return [chained];
  const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const own = joined(made ? prefixIn(unwrap(made), context) : '', chained);
  const mounts = mountsOf(declaration, context);
  const outer = mounts.flatMap(mount => {
    const head = isAccess(mount.expression)
      ? prefixesOf(mount.expression.expression, context, depth + 1)
      : [''];
    return head.map(one => joined(one, pathGiven(mount, context)));
  });
  return (outer.length === 0 ? [''] : outer).map(head => joined(head, own));
}

/** What a chain of calls begins with: a name, or what makes the router. */
function rootOf(node: ts.Expression): ts.Expression {
  const inner = unwrap(node);
  const isMade = ts.isCallExpression(inner) && !isAccess(inner.expression);
  return !isMade && (ts.isCallExpression(inner) || isAccess(inner)) ? rootOf(inner.expression) : inner;
}

/** `new Router({ prefix: '/v1' })`, `new Hono().basePath('/v1')` */
function prefixIn(node: ts.Expression, context: DetectContext): string {
  const inner = unwrap(node);
  if (ts.isNewExpression(inner) || (ts.isCallExpression(inner) && !isAccess(inner.expression)))
    return optionOf(inner, PREFIX_KEYS, context) ? pathGiven(inner, context) : '';
  if (!ts.isCallExpression(inner) || !isAccess(inner.expression)) return '';
  const before = prefixIn(inner.expression.expression, context);
  const isPrefix = PREFIXES.has(memberName(inner.expression));
  return isPrefix ? joined(before, pathGiven(inner, context)) : before;
}

/** Calls that put a router below a path, or the function that it is handed to; in files that import its home too. */
function mountsOf(thing: ts.Node, { workspace }: DetectContext): ts.CallExpression[] {
  const home = thing.getSourceFile();
  const path = workspace.pathOf(home);
  const stem =
    path
      .replace(/(?:\/index)?\.\w+$/, '')
      .split('/')
      .at(-1) ?? '';
  workspace.wantMentions(stem, [path]);
  const isOwn = (root: ts.Node): boolean => {
    const found = ts.isIdentifier(root) ? symbolAt(workspace, root)?.valueDeclaration : root;
    // `{ register(scope) { … } }`, `function makeRouter() { … }`: what holds it is mounted.
    return found?.getSourceFile() === home && found.pos <= thing.pos && thing.end <= found.end;
  };
  const isImported = (root: ts.Node): boolean => {
    const [declaration] = ts.isIdentifier(root)
      ? (workspace.checker.getSymbolAtLocation(root)?.declarations ?? [])
      : [];
    const from = declaration ? moduleSpecifierOf(declaration) : requiredModule(root as ts.Expression);
    return from !== undefined && workspace.resolve(from, workspace.pathOf(root)) === path;
  };
  const others = [...workspace.files.values()].filter(file => file !== home && file.text.includes(stem));
  return [...callsWith(home, isOwn), ...others.flatMap(file => callsWith(file, isImported))];
}

/** Calls that mount, in a file, with one of whose arguments it holds. */
function callsWith(file: ts.SourceFile, isThing: (root: ts.Node) => boolean): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      MOUNTS.has(nameOf(node)) &&
      node.arguments.some(one => holds(one, isThing))
    )
      found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const nameOf = ({ expression }: ts.CallExpression): string =>
  isAccess(expression) ? memberName(expression) : expression.getText();

/** `router`, `router.routes()`, `{ plugin: router }` */
function holds(argument: ts.Expression, isThing: (root: ts.Node) => boolean): boolean {
  const inner = unwrap(argument);
  const plugin = ts.isObjectLiteralExpression(inner) ? memberValue(inner, ['plugin']) : undefined;
  return isThing(rootOf(plugin ?? inner));
}
