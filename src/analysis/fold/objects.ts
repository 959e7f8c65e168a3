import { ts } from 'ts-morph';
import { destructuredProperty, symbolAt, usesOf } from '../code/bindings.ts';
import { moduleSpecifierOf } from '../code/modules.ts';
import {
  type Access,
  accessName,
  isAccess,
  isConst,
  isStatic,
  isWritten,
  keyOf,
  positionOf,
  propertyName,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { argumentAt } from './cache-keys.ts';
import { type FoldContext, fold, hole } from './fold.ts';
import { handedFrame } from './handed.ts';
import { foldSymbol, isAssigned } from './names.ts';
import { flatText, framesOf, type Template } from './template.ts';
import { textOf } from './truth.ts';
import { isReplaced, withWrites } from './writes.ts';

/** The frame of a function among those that are open; undefined where it is called by code that is not seen. */
export function frameOf(fn: ts.Node, context: Pick<FoldContext, 'frame'>) {
  const frame = framesOf(context.frame).find(open => open.fn === fn);
  return frame?.handed ? undefined : frame;
}

/** The call that gives a function its arguments here: an open one, or the only one that there is. */
export const openFrame = (fn: ts.Node, context: FoldContext) =>
  frameOf(fn, context) ?? handedFrame(fn, context);

/** A destructured name: the member of the same name in what is taken apart. */
export function foldBinding(
  element: ts.BindingElement,
  node: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  const pattern = element.parent;
  if (ts.isArrayBindingPattern(pattern)) return foldElement(element, pattern, context);
  const key = propertyName(element.propertyName ?? element.name);
  if (
    key === undefined ||
    !ts.isObjectBindingPattern(pattern) ||
    element.dotDotDotToken ||
    isAssigned(element.name, context)
  )
    return undefined;
  const owner = pattern.parent;
  const initial = element.initializer ? fold(element.initializer, context) : [];
  const source = ts.isParameter(owner)
    ? argumentOf(owner, context)
    : owner.initializer && { node: owner.initializer, frame: context.frame };
  if (!source) return initial.length > 0 ? [...initial, ...hole(node, context)] : undefined;
  const value = memberValue(source.node, key, { ...context, frame: source.frame });
  if (value === 'absent') return initial.length > 0 ? initial : undefined;
  return value ?? foldExported(element, node, context);
}

/** `([path, params]) => …`: the element at the same place of the list that is given. */
function foldElement(
  element: ts.BindingElement,
  pattern: ts.ArrayBindingPattern,
  context: FoldContext,
): Template[] | undefined {
  const found = givenElement(element, pattern, context);
  const isPlain = found && !element.initializer && !isAssigned(element.name, context);
  return isPlain ? fold(found.node, { ...context, frame: found.frame }) : undefined;
}

/** What a pattern of a parameter takes out of a list literal that is passed. */
export function givenElement(
  element: ts.BindingElement,
  pattern: ts.ArrayBindingPattern,
  context: FoldContext,
): { node: ts.Expression; frame: FoldContext['frame'] } | undefined {
  const owner = pattern.parent;
  const given = ts.isParameter(owner) && !element.dotDotDotToken ? argumentOf(owner, context) : undefined;
  const list = given && listLiteralOf(given.node, context);
  const node = list?.elements[pattern.elements.indexOf(element)];
  const isKnown = list && node && !list.elements.some(ts.isSpreadElement);
  return isKnown && given ? { node, frame: given.frame } : undefined;
}

function listLiteralOf(node: ts.Expression, context: FoldContext): ts.ArrayLiteralExpression | undefined {
  const inner = unwrap(node);
  if (ts.isArrayLiteralExpression(inner)) return inner;
  const declaration = ts.isIdentifier(inner)
    ? symbolAt(context.workspace, inner)?.valueDeclaration
    : undefined;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && isConst(declaration)
      ? declaration.initializer
      : undefined;
  return value && listLiteralOf(value, context);
}

/** `const { PATH } = require('./paths')`: what the module exports under that name. */
function foldExported(
  element: ts.BindingElement,
  node: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  if (moduleSpecifierOf(element) === undefined) return undefined;
  const symbol = destructuredProperty(context.workspace, element);
  return symbol && foldSymbol(symbol, node, context);
}

type Given = { node: ts.Expression; frame: FoldContext['frame'] };

/** What a parameter is in the open call: the argument, or its default; 'absent' where it gets neither. */
export function givenTo(
  parameter: ts.ParameterDeclaration,
  context: FoldContext,
): Given | 'absent' | undefined {
  const given = argumentOf(parameter, context);
  if (given) return ts.isSpreadElement(given.node) ? undefined : given;
  const frame = openFrame(parameter.parent, context);
  return frame && !frame.call.arguments?.some(ts.isSpreadElement) ? 'absent' : undefined;
}

/** The same for a name that a parameter takes out of the object it is given. */
export function givenMember(element: ts.BindingElement, context: FoldContext): Given | 'absent' | undefined {
  const { parent: pattern } = element;
  const key = propertyName(element.propertyName ?? element.name);
  if (key === undefined || !ts.isObjectBindingPattern(pattern) || !ts.isParameter(pattern.parent))
    return undefined;
  const given = givenTo(pattern.parent, context);
  if (given === undefined) return undefined;
  const found =
    given === 'absent' ? undefined : objectLiteralOf(given.node, { ...context, frame: given.frame });
  if (given !== 'absent' && (!found || found.literal.properties.some(ts.isSpreadAssignment)))
    return undefined;
  const property = found?.literal.properties.find(({ name }) => propertyName(name) === key);
  if (!found || !property)
    return element.initializer ? { node: element.initializer, frame: context.frame } : 'absent';
  const isOwn = ts.isPropertyAssignment(property) && !isReplaced(property.name, context);
  return isOwn ? { node: property.initializer, frame: found.frame } : undefined;
}

function argumentOf(parameter: ts.ParameterDeclaration, context: FoldContext) {
  const frame = openFrame(parameter.parent, context);
  const index = positionOf(parameter);
  const given = frame && argumentAt(frame.call, index, context.workspace);
  if (given) return { node: given, frame: frame.parent };
  return parameter.initializer && frame ? { node: parameter.initializer, frame } : undefined;
}

/** `options.path` where `options` is a parameter or a constant that an object literal was given to. */
export function foldMember(node: Access, context: FoldContext): Template[] | undefined {
  const key = accessName(node);
  if (key === undefined || node.expression.kind === ts.SyntaxKind.ThisKeyword) return undefined;
  const value = memberValue(node.expression, key, context);
  return value === 'absent' ? undefined : value;
}

/** `VERSIONS[service]`: the member that the key names, where it folds to text. */
export function foldComputed(node: ts.ElementAccessExpression, context: FoldContext): Template[] | undefined {
  // What is not known of a key is in the name of no member.
  const values = fold(node.argumentExpression, context).map(key => foldKey(node, flatText(key), context));
  return values.some(value => value === undefined) ? undefined : values.flatMap(value => value ?? []);
}

function foldKey(
  node: ts.ElementAccessExpression,
  key: string,
  context: FoldContext,
): Template[] | undefined {
  const value = memberValue(node.expression, key, context);
  if (value !== undefined) return value === 'absent' ? undefined : value;
  const symbol = context.workspace.checker.getTypeAtLocation(node.expression).getProperty(key);
  return symbol && foldSymbol(symbol, node, context);
}

/** The value of a member of an object literal that an expression leads to; 'absent' where the literal lacks it. */
function memberValue(
  node: ts.Expression,
  key: string,
  context: FoldContext,
): Template[] | 'absent' | undefined {
  const found = objectLiteralOf(node, context);
  if (!found) return undefined;
  const { literal, frame } = found;
  const property = literal.properties.find(p => propertyName(p.name) === key);
  if (!property) return literal.properties.some(ts.isSpreadAssignment) ? undefined : 'absent';
  const inner = { ...context, frame };
  if (ts.isPropertyAssignment(property))
    return withWrites(fold(property.initializer, inner), property.name, context);
  if (!ts.isShorthandPropertyAssignment(property)) return undefined;
  return withWrites(fold(property.name, inner), property.name, context);
}

/** A variable that could be changed, and is not: nor is any member that it is declared with. */
function isUntouched({ name, initializer }: ts.VariableDeclaration, { workspace }: FoldContext): boolean {
  const symbol = symbolAt(workspace, name);
  const literal = initializer && unwrap(initializer);
  const own = literal && ts.isObjectLiteralExpression(literal) ? literal.properties : undefined;
  const isNew = (key: string | undefined) =>
    key !== undefined && own?.every(member => propertyName(member.name) !== key) === true;
  return (
    symbol !== undefined &&
    !usesOf(workspace, symbol).sure.some(use => {
      let target: ts.Node = wrapped(use);
      const member = target.parent;
      while (isAccess(target.parent) && target.parent.expression === target) target = wrapped(target.parent);
      if (isWritten(target)) return !isAccess(member) || !isNew(accessName(member));
      return target.parent.getText().startsWith('Object.assign(');
    })
  );
}

/** `Object.freeze(table)`: what nobody changes from then on. */
export function thawed(node: ts.Expression): ts.Expression {
  const inner = unwrap(node);
  const isFrozen = ts.isCallExpression(inner) && inner.expression.getText() === 'Object.freeze';
  return isFrozen && inner.arguments[0] ? thawed(inner.arguments[0]) : inner;
}

type FoundLiteral = { literal: ts.ObjectLiteralExpression; frame: FoldContext['frame'] };

/** The object literal that an expression is, through constants, members and the arguments of open calls. */
export function objectLiteralOf(node: ts.Expression, context: FoldContext): FoundLiteral | undefined {
  const inner = thawed(node);
  if (context.depth > 30) return undefined;
  if (ts.isObjectLiteralExpression(inner)) return { literal: inner, frame: context.frame };
  const next = { ...context, depth: context.depth + 1 };
  if (isAccess(inner)) return literalOfMember(inner, next);
  return ts.isIdentifier(inner) ? literalNamed(inner, next) : undefined;
}

/** `ENDPOINTS.images.list`: the object that a member is declared with, where nothing takes its place. */
function literalOfMember(node: Access, context: FoldContext): FoundLiteral | undefined {
  const isComputed = accessName(node) === undefined;
  const key = accessName(node) ?? textOf((node as ts.ElementAccessExpression).argumentExpression, context);
  if (key === undefined) return undefined;
  const owner = objectLiteralOf(node.expression, context);
  if (!owner) return isComputed ? undefined : literalNamed(keyOf(node), context);
  const property = owner.literal.properties.find(({ name }) => propertyName(name) === key);
  return property && literalOf(property, { ...context, frame: owner.frame });
}

function literalNamed(name: ts.Node, context: FoldContext): FoundLiteral | undefined {
  const declaration = symbolAt(context.workspace, name)?.valueDeclaration;
  return declaration && literalOf(declaration, context);
}

/** What a declaration gives to its name for good: a constant, a member, or the argument of an open call. */
function literalOf(declaration: ts.Declaration, context: FoldContext): FoundLiteral | undefined {
  if (ts.isParameter(declaration)) {
    const given = argumentOf(declaration, context);
    return given && objectLiteralOf(given.node, { ...context, frame: given.frame });
  }
  const value = (declaration as ts.VariableDeclaration).initializer;
  return value && isForGood(declaration, context) ? objectLiteralOf(value, context) : undefined;
}

/** Whether a name has what it is declared with, whoever asks. */
function isForGood(declaration: ts.Declaration, context: FoldContext): boolean {
  if (ts.isVariableDeclaration(declaration)) return isConst(declaration) || isUntouched(declaration, context);
  const isMember =
    ts.isPropertyAssignment(declaration) || (ts.isPropertyDeclaration(declaration) && isStatic(declaration));
  return isMember && !isReplaced(declaration.name, context);
}
