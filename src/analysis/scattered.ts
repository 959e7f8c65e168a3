import { ts } from 'ts-morph';
import type { Rule } from '../rule.ts';
import { fold } from './fold.ts';
import { pathShape } from './match.ts';
import type { Workspace } from './project.ts';
import { propertyName } from './syntax.ts';
import { flatText, HOLE, type Part, type Template } from './template.ts';

type Owner = ts.ObjectLiteralExpression | ts.ClassLikeDeclaration;
type Context = { workspace: Workspace; rule: Rule };

/**
 * Whether an object or class that puts the last segment behind a path of its own also builds, in another member, the
 * version and the resource before it: `'v' + client.version + '/' + this.namespace` here, `join(base, 'detail')`
 * there. How the two meet is not known (a base class does it), so it is a likely call and no more.
 */
export function isScattered(node: ts.Expression, templates: readonly Template[], context: Context): boolean {
  const { rest } = pathShape(context.rule);
  const tails = [rest.at(-1), `/${rest.at(-1)}`, `${HOLE}/${rest.at(-1)}`];
  if (!templates.some(template => tails.includes(flatText(template)))) return false;
  const owner = ts.findAncestor(node, isOwner);
  return owner !== undefined && buildsHead(owner, owner, context);
}

const isOwner = (node: ts.Node): node is Owner => ts.isObjectLiteralExpression(node) || ts.isClassLike(node);

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

function memberValue(node: ts.Expression, owner: Owner): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return undefined;
  const members: readonly ts.NamedDeclaration[] = ts.isClassLike(owner) ? owner.members : owner.properties;
  const member = members.find(({ name }) => name && propertyName(name as ts.PropertyName) === node.name.text);
  return member && (member as ts.PropertyAssignment).initializer;
}
