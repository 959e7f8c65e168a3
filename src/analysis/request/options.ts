import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt, usesOfFunction } from '../code/callers.ts';
import { isSometimesRun } from '../code/conditions.ts';
import { isExportReference } from '../code/exported.ts';
import {
  isAccess,
  isAssignment,
  isNeutral,
  positionOf,
  propertyName,
  returnedExpressions,
  unwrap,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { calledFunction } from '../fold/calls.ts';
import { frameOf } from '../fold/objects.ts';
import type { Frame } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { readUse } from './option-uses.ts';
import type { Slot } from './request-base.ts';

/** What the options of a call hold, wherever they get it from. */
export type Options = {
  /** The values of the keys that were asked for. */
  slots: Slot[];
  /** All keys. */
  names: Set<string>;
  /** Whether nothing else can be in them. */
  isKnown: boolean;
  /** Whether something is done to a value that was asked for: `options.params.limit = 5`. */
  isBuiltOn: boolean;
};

export type State = {
  found: Options;
  isSometimes: boolean;
  workspace: Workspace;
  keys: readonly string[];
  seen: Set<ts.Node>;
  call: ts.Node;
};

/**
 * Reads the options of a call: literals, what is spread into them, variables with all that is put into them, either of
 * two, what functions return, and what callers pass. A query that is left in a place that was not read would be sent as
 * it was, so `isKnown` is false where there may be such a place.
 */
export function readOptions(
  { node, frame }: Slot,
  keys: readonly string[],
  call: ts.Node,
  workspace: Workspace,
): Options {
  const found: Options = { slots: [], names: new Set(), isKnown: true, isBuiltOn: false };
  read(node, frame, { found, isSometimes: false, workspace, keys, call, seen: new Set() });
  // What is put into a literal is read with it; of other values, nobody knows what they become.
  const isPlain = found.slots.every(slot => ts.isObjectLiteralExpression(unwrap(slot.node)));
  const isKnown = found.isKnown && (isPlain || !found.isBuiltOn);
  // Where one takes the place of another, none is sure to be sent.
  const slots = found.slots.length < 2 ? found.slots : found.slots.map(asSometimes);
  return { ...found, slots, isKnown };
}

const asSometimes = <T extends object>(value: T): T & { isSometimes: true } => ({
  ...value,
  isSometimes: true,
});

/** Reads an expression that gives the options. */
export function read(node: ts.Expression, frame: Frame | undefined, state: State): void {
  const inner = unwrap(node);
  if (state.seen.has(inner)) return;
  state.seen.add(inner);
  const reader = READERS[inner.kind];
  if (reader) reader(inner, frame, state);
  else doubt(inner, state);
}

/** What cannot be looked into may hold anything, but what its type leaves out. */
function doubt(node: ts.Expression, state: State): void {
  if (!isNeutral(node) && mayName(node, state)) state.found.isKnown = false;
}

function mayName(node: ts.Expression, { workspace: { checker }, keys }: State): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  return (
    (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) !== 0 ||
    checker.getIndexInfosOfType(type).length > 0 ||
    type.getProperties().length === 0 ||
    keys.some(key => type.getProperty(key) !== undefined)
  );
}

type Reader = (node: ts.Node, frame: Frame | undefined, state: State) => void;

const READERS: Partial<Record<ts.SyntaxKind, Reader>> = {
  [ts.SyntaxKind.ObjectLiteralExpression]: readLiteral as Reader,
  [ts.SyntaxKind.Identifier]: readName,
  [ts.SyntaxKind.PropertyAccessExpression]: readName,
  [ts.SyntaxKind.CallExpression]: readCall as Reader,
  [ts.SyntaxKind.AwaitExpression]: (node, frame, state) =>
    read((node as ts.AwaitExpression).expression, frame, state),
  [ts.SyntaxKind.ConditionalExpression]: (node, frame, state) => {
    const { whenTrue, whenFalse } = node as ts.ConditionalExpression;
    for (const branch of [whenTrue, whenFalse]) read(branch, frame, asSometimes(state));
  },
  [ts.SyntaxKind.BinaryExpression]: (node, frame, state) => {
    const { left, right, operatorToken } = node as ts.BinaryExpression;
    const isAnd = operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (!isAnd && !isAssignment(node)) read(left, frame, asSometimes(state));
    read(right, frame, isAssignment(node) ? state : asSometimes(state));
  },
};

function readLiteral(literal: ts.ObjectLiteralExpression, frame: Frame | undefined, state: State): void {
  for (const property of literal.properties) {
    if (ts.isSpreadAssignment(property)) {
      read(property.expression, frame, state);
      continue;
    }
    const name = propertyName(property.name);
    if (name === undefined) state.found.isKnown = false;
    else addMember(name, memberValue(property), frame, state);
  }
}

const memberValue = (property: ts.ObjectLiteralElementLike): ts.Expression | undefined => {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  // A method is what its name stands for.
  if (ts.isMethodDeclaration(property)) return property as ts.Node as ts.Expression;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
};

export function addMember(
  name: string,
  value: ts.Expression | undefined,
  frame: Frame | undefined,
  state: State,
): void {
  state.found.names.add(name);
  if (!state.keys.includes(name)) return;
  if (value) state.found.slots.push({ node: value, frame, isSometimes: state.isSometimes });
  else state.found.isKnown = false;
}

/** Functions that give back an object with what is in their arguments. */
export const MERGES = words(
  'Object.assign Object.freeze structuredClone _.assign _.merge _.extend _.defaults _.defaultsDeep ' +
    '_.clone _.cloneDeep lodash.assign lodash.merge lodash.extend lodash.defaults lodash.defaultsDeep ' +
    'lodash.clone lodash.cloneDeep $.extend $.merge jQuery.extend jQuery.merge angular.extend ' +
    'angular.merge merge extend deepmerge cloneDeep',
);

function readCall(call: ts.CallExpression, frame: Frame | undefined, state: State): void {
  const fn = calledFunction(call.expression, state);
  const returned = fn ? returnedExpressions(fn) : [];
  if (fn) {
    const inside = returned.length > 1 ? asSometimes(state) : state;
    for (const value of returned) read(value, { fn, call, parent: frame }, inside);
    if (returned.length === 0) state.found.isKnown = false;
    return;
  }
  if (!MERGES.has(call.expression.getText())) {
    state.found.isKnown = false;
    return;
  }
  for (const argument of call.arguments) {
    const isFlag = argument.kind === ts.SyntaxKind.TrueKeyword;
    if (!isFlag) read(argument, frame, state);
  }
}

/** A variable, a parameter or a member: what it is given, and what is put into it. */
function readName(node: ts.Node, frame: Frame | undefined, state: State): void {
  const symbol = symbolAt(state.workspace, isAccess(node) && 'name' in node ? (node.name as ts.Node) : node);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration || !readDeclared(declaration, frame, state)) {
    doubt(node as ts.Expression, state);
    return;
  }
  for (const use of usesOf(state.workspace, symbol).sure)
    readUse(use, frame, isSometimesRun(use, declaration) ? asSometimes(state) : state);
}

/** What a name is given where it is declared. False: not known. */
function readDeclared(declaration: ts.Declaration, frame: Frame | undefined, state: State): boolean {
  if (ts.isParameter(declaration)) return readParameter(declaration, frame, state);
  const isHolder =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration) ||
    ts.isPropertyDeclaration(declaration);
  if (!isHolder) return false;
  const isPlain = !ts.isVariableDeclaration(declaration) || ts.isIdentifier(declaration.name);
  if (isPlain && declaration.initializer) read(declaration.initializer, frame, state);
  return isPlain && !ts.isForOfStatement(declaration.parent.parent);
}

/** The argument of the open call, else what all callers pass. */
function readParameter(parameter: ts.ParameterDeclaration, frame: Frame | undefined, state: State): boolean {
  if (parameter.dotDotDotToken) return false;
  const fn = parameter.parent;
  const index = positionOf(parameter);
  if (parameter.initializer) read(parameter.initializer, frame, asSometimes(state));
  const open = frameOf(fn, { frame });
  if (open) return readArgument(open.call, index, open.parent, state);
  const uses = usesOfFunction(fn, state);
  const sure = uses?.sure.filter(use => !isExportReference(use)) ?? [];
  if (!uses || sure.length === 0 || uses.unsure.length > 0) return false;
  return sure.every(use => {
    const call = callAt(use);
    return call !== undefined && readArgument(call, index, undefined, asSometimes(state));
  });
}

function readArgument(
  call: ts.CallExpression | ts.NewExpression,
  index: number,
  frame: Frame | undefined,
  state: State,
): boolean {
  const given = call.arguments?.[index];
  if (call.arguments?.some(ts.isSpreadElement)) return false;
  if (given) read(given, frame, state);
  return true;
}
