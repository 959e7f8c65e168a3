import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { isBound, makerAround } from '../code/makers.ts';
import { wrapped } from '../code/syntax.ts';
import { frameAround } from '../fold/frame-keys.ts';
import { bindName } from './binding-flow.ts';
import type { Shape } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import type { Trace } from './tracker.ts';

type MemberOf = Extract<Shape, { kind: 'member' }>;

/** `this.images = …`: whoever has the instance, or the literal that the method stands in, has the value. */
export function flowIntoInstance(self: ts.Node, shape: Shape, trace: Trace): void {
  const maker = shape.kind === 'member' ? makerAround(self, trace.tracker.workspace) : undefined;
  if (maker) {
    for (const other of [...maker.selves, ...maker.made]) flow(other, shape, trace);
    return;
  }
  const home = homeOfThis(self);
  if (!home || shape.kind !== 'member') return escapeAt(self, shape, trace, self);
  if (ts.isObjectLiteralExpression(home)) return flow(home, shape, trace);
  flowIntoClass(home, shape, { ...trace, frame: frameAround(home, trace.frame) });
}

/** The class or object literal whose member a `this` stands in. */
function homeOfThis(self: ts.Node): ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | undefined {
  const fn = ts.findAncestor(
    self.parent,
    node =>
      (ts.isFunctionLike(node) && !ts.isArrowFunction(node) && !isBound(node)) ||
      ts.isPropertyDeclaration(node) ||
      ts.isClassStaticBlockDeclaration(node),
  );
  if (!fn) return undefined;
  const holder = ts.isPropertyAssignment(wrapped(fn).parent) ? wrapped(fn).parent.parent : fn.parent;
  return ts.isClassLike(holder) || ts.isObjectLiteralExpression(holder) ? holder : undefined;
}

/** Every instance of a class has the value as its member. */
export function flowIntoClass(home: ts.ClassLikeDeclaration, member: MemberOf, trace: Trace): void {
  const shape: MemberOf = { ...member, isInstance: true };
  for (const self of selvesOf(home)) flow(self, shape, trace);
  const name = home.name ?? (home.parent as ts.NamedDeclaration).name;
  const symbol = name && symbolAt(trace.tracker.workspace, name);
  if (!symbol) return;
  for (const use of usesOf(trace.tracker.workspace, symbol).sure) followClass(use, shape, trace);
}

/** Every `this` that means an instance of a class. */
function selvesOf(home: ts.ClassLikeDeclaration): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) found.push(node);
    const isFunction = ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
    const isOther = ts.isClassLike(node) || (isFunction && !isBound(node));
    if (!isOther) ts.forEachChild(node, visit);
  };
  for (const member of home.members) ts.forEachChild(member, visit);
  return found;
}

/** `new Store()`, `extends Store`, `store: Store`. */
function followClass(use: ts.Node, shape: MemberOf, trace: Trace): void {
  const { parent } = use;
  if (ts.isNewExpression(parent) && parent.expression === use) return flow(parent, shape, trace);
  if (ts.isExpressionWithTypeArguments(parent) && ts.isClassLike(parent.parent.parent))
    return flowIntoClass(parent.parent.parent, shape, trace);
  if (!ts.isTypeReferenceNode(parent)) return;
  const type = ts.isUnionTypeNode(parent.parent) ? parent.parent : parent;
  const holder = type.parent as ts.VariableDeclaration;
  const isHolder =
    ts.isVariableDeclaration(holder) || ts.isParameter(holder) || ts.isPropertyDeclaration(holder);
  if (isHolder && holder.type === type) bindName(holder.name, shape, { ...trace, frame: undefined });
}
