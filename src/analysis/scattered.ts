import { ts } from 'ts-morph';
import type { Rule } from '../rule.ts';
import { fold } from './fold.ts';
import { textsAround } from './likely.ts';
import { escaped, isRestOfEndpoint, matchTemplate, pathShape } from './match.ts';
import type { Workspace } from './project.ts';
import { isFunctionNode, propertyName, returnedExpressions, unwrap } from './syntax.ts';
import { flatText, HOLE, type Part, type Template } from './template.ts';

type Owner = ts.ObjectLiteralExpression | ts.ClassLikeDeclaration;
type Context = { workspace: Workspace; rule: Rule };

/**
 * Whether an object or class that puts the last segments behind a path of its own also says, in another member, what
 * stands before them. How the two meet may not be known (a base class does it), so it is a likely call and no more.
 */
export function isScattered(node: ts.Expression, templates: readonly Template[], context: Context): boolean {
  const { rest } = pathShape(context.rule);
  const tails = [rest.at(-1), `/${rest.at(-1)}`, `${HOLE}/${rest.at(-1)}`];
  const isTail = templates.some(template => tails.includes(flatText(template)));
  const whole = textsAround(node).flatMap(text =>
    fold(text, { workspace: context.workspace, frame: undefined, depth: 0 }),
  );
  const isRest = templates.some(template => isRestOfEndpoint(template, context.rule));
  return ownersOf(node).some(
    owner =>
      (isTail && saysMiddle(context) && buildsHead(owner, owner, context)) ||
      (isRest && saysNamespace(owner, context)) ||
      (whole.some(isInherited) && saysHead(owner, context)) ||
      [...templates, ...whole].some(template => isWholeOf(template, owner, context)),
  );
}

/** `super.url() + …`, `Model.prototype.url.call(this) + …` */
const isInherited = ([first]: Template): boolean =>
  first !== undefined && 'hole' in first && /\bsuper\b|\.prototype\.|_super\b/.test(first.hole.getText());

/** Members that a framework makes a URL of. */
const ROOTS = ['urlRoot', 'url', 'basePath', 'path'];

const saysHead = (owner: Owner, context: Context): boolean =>
  ROOTS.some(name => isHead(textNamed(name, owner, context), context.rule));

function ownersOf(node: ts.Node): Owner[] {
  const owner = ts.findAncestor(node.parent, isOwner);
  return owner ? [owner, ...ownersOf(owner)] : [];
}

/** `this.urlRoot + '/detail'`, where the member says the rest: frameworks may change it, so it is not folded. */
function isWholeOf(template: Template, owner: Owner, context: Context): boolean {
  const text = ownText(template, owner, context);
  const [first] = template;
  const node = first && ('node' in first ? first.node : first.hole);
  const isChanged = text !== flatText(template);
  return (
    isChanged &&
    node !== undefined &&
    matchTemplate([{ text, node, start: -1 }], context.rule, ANY) !== undefined
  );
}

const ANY: ReadonlySet<string> = new Set();

const NAMESPACES = ['namespace', 'version', 'apiVersion', 'prefix', 'apiPrefix', 'basePath'];

/** `namespace = 'v1'` of an adapter, which stands before all paths that its methods give. */
const saysNamespace = (owner: Owner, context: Context): boolean =>
  NAMESPACES.some(name => {
    const last = textNamed(name, owner, context).split('/').filter(Boolean).at(-1);
    return last !== undefined && context.rule.deprecated.versions.includes(last);
  });

function textNamed(name: string, owner: Owner, { workspace }: Context): string {
  const value = valueNamed(name, owner);
  const [only] = value ? fold(value, { workspace, frame: undefined, depth: 0 }) : [];
  return flatText(only ?? []);
}

const isOwner = (node: ts.Node): node is Owner => ts.isObjectLiteralExpression(node) || ts.isClassLike(node);

/** Whether a loaded file writes the segments before the last as text: to fold all that an owner builds takes long. */
function saysMiddle({ workspace, rule }: Context): boolean {
  const middle = rule.deprecated.path.split('/').slice(2, -1);
  const patterns = middle.map(segment => new RegExp(`[/'"\`]${escaped(segment)}[/'"\`$?]`));
  return patterns.every(pattern => [...workspace.files.values()].some(({ text }) => pattern.test(text)));
}

/** Whether some text that is built inside a node ends with a version and the segments behind it. */
function buildsHead(node: ts.Node, owner: Owner, context: Context): boolean {
  if (ts.isTemplateExpression(node) || ts.isBinaryExpression(node) || ts.isCallExpression(node)) {
    const templates = fold(node, { workspace: context.workspace, frame: undefined, depth: 0 });
    if (templates.some(template => isHead(ownText(template, owner, context), context.rule))) return true;
  }
  return ts.forEachChild(node, child => buildsHead(child, owner, context) || undefined) ?? false;
}

function isHead(text: string, { deprecated }: Rule): boolean {
  const segments = text.split('/');
  const middle = deprecated.path.split('/').slice(2, -1);
  const at = segments.length - middle.length;
  const version = segments[at - 1] ?? '';
  return (
    middle.every((segment, index) => segments[at + index] === segment) &&
    (deprecated.versions.includes(version) || version === `v${HOLE}`)
  );
}

/** The text of a template in which `this.name` is what the owner gives to that member. */
function ownText(template: Template, owner: Owner, { workspace }: Context): string {
  const textOf = (part: Part): string => {
    const value = 'hole' in part ? memberValue(part.hole, owner) : undefined;
    const [only] = value ? fold(value, { workspace, frame: undefined, depth: 0 }) : [];
    return flatText(only ?? [part]);
  };
  return template.map(textOf).join('');
}

/** `this.name`, `this.name()`, `this.get('name')` */
function memberValue(node: ts.Expression, owner: Owner): ts.Expression | undefined {
  const called = ts.isCallExpression(node) ? node.expression : node;
  if (!ts.isPropertyAccessExpression(called) || called.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return undefined;
  const [key] = ts.isCallExpression(node) ? node.arguments : [];
  const isGet = called.name.text === 'get' && key !== undefined && ts.isStringLiteralLike(key);
  return valueNamed(isGet ? key.text : called.name.text, owner);
}

/** What a member is, or gives. */
function valueNamed(name: string, owner: Owner): ts.Expression | undefined {
  const members: readonly ts.NamedDeclaration[] = ts.isClassLike(owner) ? owner.members : owner.properties;
  const member = members.find(one => one.name && propertyName(one.name as ts.PropertyName) === name);
  const value = member && (member as ts.PropertyAssignment).initializer;
  const fn = value ? unwrap(value) : member;
  if (!isFunctionNode(fn)) return value;
  const [only, ...others] = returnedExpressions(fn);
  return others.length === 0 ? only : undefined;
}
