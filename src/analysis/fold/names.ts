import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt, usesOfFunction } from '../code/callers.ts';
import { heirOf } from '../code/constructed.ts';
import { isExportReference } from '../code/exported.ts';
import { wantGlobal } from '../code/globals.ts';
import { wantReceiver } from '../code/receivers.ts';
import {
  type Access,
  accessName,
  enclosingFunction,
  isAccess,
  isAround,
  isAssignment,
  isConst,
  isWritten,
  keyOf,
  positionOf,
  propertyName,
  referenceAt,
  returnedExpressions,
  unwrap,
  valuesWritten,
  wrapped,
} from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';
import { argumentAt } from './cache-keys.ts';
import { type FoldContext, fold, hole } from './fold.ts';
import { foldBinding, foldComputed, foldMember, openFrame } from './objects.ts';
import { product, type Template } from './template.ts';
import { foldPathname, isUrlObject } from './url.ts';
import { foldWrites, withWrites } from './writes.ts';

/** Folds a name or a member access by what it was declared with. */
export function foldReference(node: ts.Identifier | Access, context: FoldContext): Template[] | undefined {
  const member = isAccess(node) ? foldMember(node, context) : undefined;
  if (member) return member;
  if (ts.isElementAccessExpression(node) && accessName(node) === undefined)
    return foldComputed(node, context);
  const symbol = symbolAt(context.workspace, isAccess(node) ? keyOf(node) : node);
  if (!symbol) wantGlobal(node, context.workspace);
  if (!symbol && isAccess(node)) wantReceiver(node.expression, context.workspace);
  return symbol && foldSymbol(symbol, node, context);
}

/** A member of one of several objects has one of their values: `entry.path`, where any entry of a table may be it. */
export function foldSymbol(
  symbol: ts.Symbol,
  node: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  const { valueDeclaration: only, declarations = [] } = symbol;
  const values = (only ? [only] : declarations).map(one => foldDeclaration(one, symbol, node, context));
  return values.length === 0 || values.includes(undefined) ? undefined : values.flatMap(value => value ?? []);
}

function foldDeclaration(
  declaration: ts.Declaration,
  symbol: ts.Symbol,
  node: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  if (ts.isVariableDeclaration(declaration)) return foldVariable(declaration, symbol, node, context);
  if (ts.isParameter(declaration)) return foldParameter(declaration, declaration.name, node, context);
  if (ts.isBindingElement(declaration)) return foldBinding(declaration, node, context);
  if (ts.isPropertyAssignment(declaration) || ts.isShorthandPropertyAssignment(declaration)) {
    const value = ts.isPropertyAssignment(declaration) ? declaration.initializer : declaration.name;
    return withWrites(fold(value, outside(context, declaration)), declaration.name, context);
  }
  if (ts.isEnumMember(declaration))
    return declaration.initializer && fold(declaration.initializer, outside(context, declaration));
  if (ts.isGetAccessor(declaration)) return foldReturns(declaration, context);
  if (ts.isPropertyDeclaration(declaration) || ts.isBinaryExpression(declaration))
    return foldField(symbol, context);
  // `exports.IMAGES = …`, `Api.images = …`: declared by being assigned.
  if (isAccess(declaration)) return foldField(symbol, context);
  return undefined;
}

/** Names at the top of a module do not depend on the call that is looked into. */
const outside = (context: FoldContext, node: ts.Node): FoldContext =>
  enclosingFunction(node) === undefined ? { ...context, frame: undefined } : context;

function foldReturns(fn: ts.GetAccessorDeclaration, context: FoldContext): Template[] | undefined {
  const returned = returnedExpressions(fn);
  return returned.length === 0 ? undefined : returned.flatMap(expression => fold(expression, context));
}

/**
 * A variable: its initializer, then every assignment that runs before the use, in order; of a `URL` also those to its
 * path. One that stands under a condition adds an alternative.
 */
function foldVariable(
  declaration: ts.VariableDeclaration,
  symbol: ts.Symbol,
  node: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  const inner = outside(context, declaration);
  const start = declaration.initializer ? fold(declaration.initializer, inner) : undefined;
  const value = declaration.initializer && unwrap(declaration.initializer);
  const made = isUrlObject(value) && !context.exactly ? value : undefined;
  if (isConst(declaration) && !made) return start;
  return changesOf(symbol, made, context.workspace)
    .filter(({ target }) => !isTooLate(target, node, declaration))
    .reduce((before, change) => applyChange(before, change, declaration, inner), start);
}

function applyChange(
  before: Template[] | undefined,
  { target, assignment, url }: Change,
  declaration: ts.VariableDeclaration,
  context: FoldContext,
): Template[] | undefined {
  if (!assignment) return [...(before ?? []), ...hole(target as ts.Expression, context)];
  const after = url
    ? foldPathname(before ?? [], assignment, url, context)
    : assigned(before, assignment, context);
  return isAlwaysRun(assignment, declaration) ? after : either(before, after, assignment, context);
}

/**
 * What is written to a variable: by an assignment, or by a pattern or the head of a loop, whose value is not looked for.
 * `url`: the object whose path is changed, where it is not the variable.
 */
type Change = { target: ts.Node; assignment?: ts.BinaryExpression; url?: ts.NewExpression };

const changesOf = (symbol: ts.Symbol, url: ts.NewExpression | undefined, workspace: Workspace): Change[] =>
  usesOf(workspace, symbol).sure.flatMap((use): Change[] => {
    const target = wrapped(use);
    const own = assignmentTo(use);
    const path = url && assignmentTo(use, 'pathname');
    if (own && valuesWritten(use).length === 1) return [{ target, assignment: own }];
    if (path) return [{ target, assignment: path, url }];
    return isWritten(use) ? [{ target }] : [];
  });

const either = (
  before: Template[] | undefined,
  after: Template[] | undefined,
  { right }: ts.BinaryExpression,
  context: FoldContext,
): Template[] => [...(before ?? []), ...(after ?? hole(right, context))];

/** The assignment to a name, or to a member of it. */
function assignmentTo(use: ts.Node, member?: string): ts.BinaryExpression | undefined {
  const whole = wrapped(use);
  const isMember = isAccess(whole.parent) && whole.parent.expression === whole;
  if (member !== undefined && !(isMember && accessName(whole.parent as Access) === member)) return undefined;
  const target = member === undefined ? whole : wrapped(whole.parent);
  return isAssignment(target.parent) && target.parent.left === target ? target.parent : undefined;
}

/** Whether a value is only assigned when a use of the variable is over: below it, in no loop that comes back to it. */
function isTooLate(assignment: ts.Node, use: ts.Node, declaration: ts.VariableDeclaration): boolean {
  const isBelow = assignment.getSourceFile() === use.getSourceFile() && assignment.pos > use.pos;
  if (!isBelow || enclosingFunction(assignment) !== enclosingFunction(use)) return false;
  return !loopsAround(assignment).some(
    loop => isAround(loop, use) && !isAround((loop as ts.IterationStatement).statement, declaration),
  );
}

function loopsAround(node: ts.Node): ts.Node[] {
  const loop = ts.findAncestor(node.parent, parent => ts.isIterationStatement(parent, false));
  return loop ? [loop, ...loopsAround(loop)] : [];
}

function assigned(
  before: Template[] | undefined,
  assignment: ts.BinaryExpression,
  context: FoldContext,
): Template[] | undefined {
  const value = fold(assignment.right, context);
  const isAppend = assignment.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
  return isAppend ? before && product(before, value) : value;
}

/** Whether an assignment stands in the very block of the declaration. */
function isAlwaysRun(assignment: ts.BinaryExpression, declaration: ts.VariableDeclaration): boolean {
  const statement = wrapped(assignment).parent;
  return ts.isExpressionStatement(statement) && statement.parent === declaration.parent.parent.parent;
}

/** A parameter is the argument of the call that is looked into, else its default, else what all callers pass. */
function foldParameter(
  parameter: ts.ParameterDeclaration,
  name: ts.BindingName,
  node: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  if (isAssigned(name, context) || !ts.isIdentifier(name)) return undefined;
  const index = positionOf(parameter);
  const frame = openFrame(parameter.parent, context);
  if (frame) {
    const given = argumentAt(frame.call, index, context.workspace);
    if (given && !ts.isSpreadElement(given)) return fold(given, { ...context, frame: frame.parent });
    return parameter.initializer && fold(parameter.initializer, context);
  }
  if (context.exactly) return undefined;
  const passed = foldCallers(parameter, index, node, context);
  if (passed || !parameter.initializer) return passed;
  return [...fold(parameter.initializer, context), ...hole(node, context)];
}

export const isAssigned = (name: ts.BindingName, { workspace }: FoldContext): boolean =>
  usesOf(workspace, symbolAt(workspace, name)).sure.some(isWritten);

/**
 * What all callers pass, or leave to the default, where each of them is known; undefined where one is not. Whoever is
 * handed the function may pass anything.
 */
function foldCallers(
  parameter: ts.ParameterDeclaration,
  index: number,
  node: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  const { calls, isHandedOn } = callersOf(parameter.parent, context);
  if (calls.length === 0 || calls.length > 6) return undefined;
  const all = calls.map(call => call.arguments?.[index] ?? parameter.initializer);
  if (all.some(given => given === undefined || ts.isSpreadElement(given))) return undefined;
  const inner = { ...context, frame: undefined, depth: context.depth + 4 };
  const values = all.flatMap(given => fold(given as ts.Expression, inner));
  return isHandedOn ? [...values, ...hole(node, context)] : values;
}

type Callers = { calls: readonly (ts.CallExpression | ts.NewExpression)[]; isHandedOn: boolean };

/** All calls of a function or constructor by its names, and whether it is given to others, who call it as they like. */
function callersOf(fn: ts.SignatureDeclaration, { workspace }: FoldContext): Callers {
  const uses = usesOfFunction(fn, { workspace })?.sure ?? [];
  // `Store.open(base)`: a member of a class does not make it.
  const isMemberRead = (use: ts.Node) => ts.isConstructorDeclaration(fn) && isAccess(referenceAt(use).parent);
  const isPlain = (use: ts.Node) => callAt(use) !== undefined || isExportReference(use) || isMemberRead(use);
  return { calls: uses.flatMap(use => callAt(use) ?? []), isHandedOn: !uses.every(isPlain) };
}

/** Fields of the same name in classes that extend the one of a field. */
function overridesOf(symbol: ts.Symbol, { workspace }: FoldContext): ts.Declaration[] {
  const home = symbol.valueDeclaration?.parent;
  if (!home || !ts.isClassLike(home) || !home.name) return [];
  const family = symbolAt(workspace, home.name);
  const heirs = family ? usesOf(workspace, family).sure.flatMap(use => heirOf(use) ?? []) : [];
  return heirs.flatMap(heir =>
    heir.members.filter(
      member => ts.isPropertyDeclaration(member) && propertyName(member.name) === symbol.name,
    ),
  );
}

/** A class field: its initializer and all assignments, where none of them appends. */
function foldField(symbol: ts.Symbol, context: FoldContext): Template[] | undefined {
  const values: Template[] = [];
  const inner = { ...context, frame: undefined };
  for (const declaration of [...(symbol.declarations ?? []), ...overridesOf(symbol, context)]) {
    const value = ts.isPropertyDeclaration(declaration) ? declaration.initializer : undefined;
    if (value) values.push(...fold(value, inner));
  }
  const written = foldWrites(symbol, context);
  return written && values.length + written.length > 0 ? [...values, ...written] : undefined;
}
