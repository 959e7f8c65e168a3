import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt } from './bindings.ts';
import { callAt, usesOfFunction } from './callers.ts';
import { MIXES } from './dispatch.ts';
import {
  type Access,
  accessName,
  type FunctionNode,
  isAccess,
  isAssignment,
  isFunctionNode,
  keyOf,
  positionOf,
  propertyName,
  unwrap,
} from './syntax.ts';

/** Everything that is assigned to a field of `this` within a class. */
export function assignedIn(owner: ts.Node, name: string | undefined): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (isAssignment(node) && isAccess(node.left) && node.left.expression.kind === ts.SyntaxKind.ThisKeyword)
      if (accessName(node.left) === name) found.push(node.right);
    ts.forEachChild(node, visit);
  };
  visit(owner);
  return found;
}

/** How many hands a value goes through; more would be a circle. */
const DEEPEST = 5;

/**
 * What a name may stand for, by all that is known to be given to it: what callers pass to a parameter, what a
 * constructor keeps in a field. What comes from somewhere else is left out.
 */
export function originsOf(node: ts.Expression, workspace: Workspace, depth = 0): ts.Expression[] {
  const inner = unwrap(node);
  if (!ts.isIdentifier(inner) && !isAccess(inner)) return [inner];
  if (depth > DEEPEST) return [];
  const symbol = symbolAt(workspace, isAccess(inner) ? keyOf(inner) : inner);
  if (symbol?.declarations?.some(ts.isFunctionDeclaration)) return [inner];
  const own = (symbol?.declarations ?? []).flatMap(declaration => givenTo(declaration, workspace));
  const members = isAccess(inner) ? membersOf(inner, workspace, depth) : [];
  return [...own.flatMap(value => originsOf(value, workspace, depth + 1)), ...members];
}

/** The values that a declaration is known to get. */
function givenTo(declaration: ts.Declaration, workspace: Workspace): ts.Expression[] {
  if (ts.isParameter(declaration)) return passedTo(declaration, workspace);
  if (ts.isBindingElement(declaration)) return takenFrom(declaration, workspace);
  const { initializer } = declaration as { initializer?: ts.Expression };
  if (ts.isVariableDeclaration(declaration)) return initializer ? [initializer] : [];
  if (!ts.isPropertyDeclaration(declaration)) return [];
  return [
    ...(initializer ? [initializer] : []),
    ...assignedIn(declaration.parent, propertyName(declaration.name)),
  ];
}

/** The arguments of all known calls of the function, or its default. */
function passedTo(parameter: ts.ParameterDeclaration, workspace: Workspace): ts.Expression[] {
  const index = positionOf(parameter);
  const uses = usesOfFunction(parameter.parent, { workspace })?.sure ?? [];
  const given = uses.flatMap(use => callAt(use)?.arguments?.[index] ?? []);
  return [...given, ...(parameter.initializer ? [parameter.initializer] : [])];
}

/** `({ http })`: the member of what callers pass. */
function takenFrom(element: ts.BindingElement, workspace: Workspace): ts.Expression[] {
  const root = ts.walkUpBindingElementsAndPatterns(element);
  const name = propertyName(element.propertyName ?? element.name);
  if (!ts.isParameter(root) || element.parent !== root.name || name === undefined) return [];
  return passedTo(root, workspace).flatMap(value => memberIn(unwrap(value), name));
}

/** `this.services.http`: the member of the objects that `services` may be. */
function membersOf(access: Access, workspace: Workspace, depth: number): ts.Expression[] {
  const name = accessName(access);
  if (name === undefined) return [];
  return originsOf(access.expression, workspace, depth + 1)
    .flatMap(owner => memberIn(owner, name))
    .flatMap(value => originsOf(value, workspace, depth + 1));
}

function memberIn(owner: ts.Expression, name: string): ts.Expression[] {
  if (!ts.isObjectLiteralExpression(owner)) return [];
  const member = owner.properties.find(one => propertyName(one.name as ts.PropertyName) === name);
  if (member && ts.isPropertyAssignment(member)) return [member.initializer];
  return member && ts.isShorthandPropertyAssignment(member) ? [member.name] : [];
}

/** An object that is handed in, and the function that it has of its own; none where that is made by somebody else. */
export type StandIn = { owner: ts.Expression; body: FunctionNode | undefined };

/**
 * What may be called beside a function that a callee means: functions of objects which are handed in for what declares
 * it, and only look like that.
 */
export function standInsFor(callee: ts.Expression, fn: ts.Node | undefined, workspace: Workspace): StandIn[] {
  const inner = unwrap(callee);
  if (ts.isIdentifier(inner)) return functionsFor(inner, workspace).filter(({ body }) => body !== fn);
  const name = isAccess(inner) ? accessName(inner) : undefined;
  if (!isAccess(inner) || name === undefined) return [];
  return originsOf(inner.expression, workspace)
    .flatMap(owner => membersNamed(owner, name, workspace))
    .filter(({ body }) => body === undefined || body !== fn);
}

/** `({ listImages } = services) => listImages()`: the functions that callers hand in by the name. */
function functionsFor(name: ts.Identifier, workspace: Workspace): StandIn[] {
  const isHandedIn = symbolAt(workspace, name)?.declarations?.some(
    one => ts.isBindingElement(one) && ts.isParameter(ts.walkUpBindingElementsAndPatterns(one)),
  );
  const origins = isHandedIn ? originsOf(name, workspace) : [];
  return origins.flatMap(owner => (isFunctionNode(owner) ? [{ owner, body: owner }] : []));
}

function membersNamed(owner: ts.Expression, name: string, workspace: Workspace): StandIn[] {
  // `Object.assign(new Client(), { get() {} })`
  if (ts.isCallExpression(owner) && MIXES.has(owner.expression.getText()))
    return owner.arguments.flatMap(one => membersNamed(unwrap(one), name, workspace));
  const declarations = workspace.checker.getTypeAtLocation(owner).getProperty(name)?.declarations ?? [];
  return declarations.flatMap((declaration): StandIn[] => {
    const value = (declaration as ts.PropertyAssignment).initializer;
    const body = value ? unwrap(value) : declaration;
    if (isFunctionNode(body)) return [{ owner, body }];
    // `{ get: jest.fn() }`
    const isWrittenOut = declaration.parent === owner && ts.isPropertyAssignment(declaration);
    return isWrittenOut ? [{ owner, body: undefined }] : [];
  });
}
