import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';
import { symbolAt } from '../code/bindings.ts';
import { familyOf, memberValue, type Owner, ownersOf, valueNamed } from '../code/made-classes.ts';
import { fold } from '../fold/fold.ts';
import { escaped, isRestOfEndpoint, matchTemplate } from '../fold/match.ts';
import { flatText, HOLE, type Part, pathText, type Template } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { textsAround } from './likely.ts';

type Context = { workspace: Workspace; rule: Rule };

/**
 * Whether an object or class that puts the last segments behind a path of its own also says, in another member, what
 * stands before them. How the two meet may not be known (a base class does it), so it is a likely call and no more.
 */
export function isScattered(node: ts.Expression, templates: readonly Template[], context: Context): boolean {
  const { last } = pathShape(context.rule);
  const tails = [last, `/${last}`, `${HOLE}/${last}`];
  const isTail = templates.some(template => tails.includes(flatText(template)));
  const whole = textsAround(node).flatMap(text =>
    fold(text, { workspace: context.workspace, frame: undefined, depth: 0 }),
  );
  const isRest = templates.some(template => isRestOfEndpoint(template, context.rule));
  const all = [...templates, ...whole];
  const heads = all
    .filter(template => BEHIND.includes(pathText(template).replace(last, '')))
    .flatMap(firstHole)
    .map(hole => writtenFor(hole, context));
  const owners = ownersOf(node);
  if (owners.length === 0) return all.some(template => isWholeOf(template, undefined, context));
  return owners.some(
    owner =>
      (isTail && saysMiddle(context) && buildsHead(owner, owner, context)) ||
      (isRest && saysNamespace(owner, context)) ||
      (heads.some(isInherited) && saysHead(owner, context)) ||
      (heads.some(isBuilt) && isNamedForItems(owner, context) && saysNamespace(owner, context)) ||
      all.some(template => isWholeOf(template, owner, context)),
  );
}

/** What stands before the last segment where all else comes from somewhere. */
const BEHIND = [`${HOLE}/`, HOLE];

function firstHole(template: Template): ts.Expression[] {
  const first = template.find(part => 'hole' in part);
  return first ? [first.hole] : [];
}

/** `super.url() + …`, `Model.prototype.url.call(this) + …` */
const isInherited = (head: string): boolean => /\bsuper\b|\.prototype\.|_super\b/.test(head);

/** `this.buildURL(type) + …`, `super.urlForQuery(…) + …`: an adapter puts its namespace and the name of its model there. */
const isBuilt = (head: string): boolean => /^(?:this|super)\.(?:buildURL|urlFor\w+|_super)\b/.test(head);

/** What is written for a part that is not known; for a variable, what it was made with. */
function writtenFor(hole: ts.Expression, { workspace }: Context): string {
  const declaration = ts.isIdentifier(hole) ? symbolAt(workspace, hole)?.valueDeclaration : undefined;
  const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return (made ?? hole).getText();
}

/** `ImageAdapter`, `adapters/image.js`: what the framework takes the last segment but one from. */
function isNamedForItems(owner: Owner, { workspace, rule }: Context): boolean {
  const word = pathShape(rule).middle.at(-1)?.replace(/s$/, '');
  const file = workspace.pathOf(owner).split('/').slice(-2).join('/');
  const name = ts.isClassLike(owner) ? (owner.name?.text ?? '') : '';
  return word !== undefined && new RegExp(`(?:^|[^a-z])${escaped(word)}`, 'i').test(`${file} ${name}`);
}

/** Members that a framework makes a URL of. */
const ROOTS = ['urlRoot', 'url', 'basePath', 'path'];

const saysHead = (owner: Owner, context: Context): boolean =>
  ROOTS.some(name => isHead(textNamed(name, owner, context), context.rule));

/** `this.urlRoot + '/detail'`, where the member says the rest: frameworks may change it, so it is not folded. */
function isWholeOf(template: Template, owner: Owner | undefined, context: Context): boolean {
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
  familyOf(owner, context.workspace).some(one =>
    NAMESPACES.some(name => {
      const last = textNamed(name, one, context).split('/').filter(Boolean).at(-1);
      return last !== undefined && context.rule.deprecated.versions.includes(last);
    }),
  );

function textNamed(name: string, owner: Owner, { workspace }: Context): string {
  const value = valueNamed(name, owner);
  const [only] = value ? fold(value, { workspace, frame: undefined, depth: 0 }) : [];
  return flatText(only ?? []);
}

/** Whether a loaded file writes the segments before the last as text: to fold all that an owner builds takes long. */
function saysMiddle({ workspace, rule }: Context): boolean {
  const patterns = pathShape(rule).middle.map(segment => new RegExp(`[/'"\`]${escaped(segment)}[/'"\`$?]`));
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

function isHead(text: string, rule: Rule): boolean {
  const versions = [...rule.deprecated.versions, `v${HOLE}`];
  const heads = versions.map(version => [version, ...pathShape(rule).middle].join('/'));
  return heads.some(head => `/${text}`.endsWith(`/${head}`));
}

/** The text of a template in which `this.name` is what the owner gives to that member. */
function ownText(template: Template, owner: Owner | undefined, { workspace }: Context): string {
  const textOf = (part: Part): string => {
    const value = 'hole' in part ? memberValue(part.hole, owner, workspace) : undefined;
    const [only] = value ? fold(value, { workspace, frame: undefined, depth: 0 }) : [];
    return flatText(only ?? [part]);
  };
  return template.map(textOf).join('');
}
