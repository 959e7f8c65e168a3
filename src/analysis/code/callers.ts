import { ts } from 'ts-morph';
import type { Tracker } from '../answer/tracker.ts';
import type { Workspace } from '../project/project.ts';
import { symbolAt, type Uses, usesOf } from './bindings.ts';
import { computedBy } from './component-options.ts';
import { supersIn } from './constructed.ts';
import { takenOut } from './module-members.ts';
import { accessName, callOf, isAccess, isWritten, positionOf, referenceAt, wrapped } from './syntax.ts';
import { wordsOfReact } from './word-lists.ts';

/** The symbol that callers know a function by; undefined for one without a name. */
export function functionSymbol(
  fn: ts.SignatureDeclaration,
  { workspace }: Pick<Tracker, 'workspace'>,
): ts.Symbol | undefined {
  const own = computedBy(fn)?.name ?? (fn as ts.NamedDeclaration).name;
  if (own && !ts.isFunctionExpression(fn))
    return symbolAt(workspace, own) ?? workspace.checker.getSymbolAtLocation(own);
  if (ts.isConstructorDeclaration(fn)) return fn.parent.name && symbolAt(workspace, fn.parent.name);
  const holder = holderOf(fn);
  if (ts.isExportAssignment(holder) || ts.isSourceFile(holder))
    return defaultExport(fn.getSourceFile(), workspace.checker);
  if (ts.isBinaryExpression(holder)) {
    const target = holder.left;
    if (ts.isPropertyAccessExpression(target)) return workspace.checker.getSymbolAtLocation(target.name);
    return symbolAt(workspace, target);
  }
  const isNamed =
    ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder);
  return isNamed ? symbolAt(workspace, holder.name) : undefined;
}

/** Hooks and memo functions that give back a function which is called as the one handed in. */
const SAME_CALL = wordsOfReact('useCallback cache memoize useMemoizedFn');

/** What names a function: `const load = useCallback(async () => …)` is called by the name of the variable. */
function holderOf(fn: ts.SignatureDeclaration): ts.Node {
  const outer = wrapped(fn);
  const holder = outer.parent;
  if (!ts.isCallExpression(holder) || holder.arguments[0] !== outer) return holder;
  return SAME_CALL.has(holder.expression.getText()) ? wrapped(holder).parent : holder;
}

/** What a file exports without a name. */
export function defaultExport(file: ts.SourceFile, checker: ts.TypeChecker): ts.Symbol | undefined {
  const exported = checker.getSymbolAtLocation(file)?.exports;
  return exported?.get(ts.InternalSymbolName.Default) ?? exported?.get(ts.InternalSymbolName.ExportEquals);
}

/**
 * All places that name a function, by its own name or one that it is given: `return { get }`, `const { get } = …`. Those
 * that give something the name are none: `exports.list = function () {}`.
 */
export function usesOfFunction(
  fn: ts.SignatureDeclaration,
  { workspace }: Pick<Tracker, 'workspace'>,
): Uses | undefined {
  const symbol = functionSymbol(fn, { workspace });
  const uses = symbol && usesByAnyName(symbol, workspace, new Set());
  if (!uses || !ts.isConstructorDeclaration(fn)) return uses;
  return { ...uses, sure: uses.sure.flatMap(use => constructionsAt(use, workspace)) };
}

/** What runs the constructor of a class, by a place that names it: of a class below, its `super(…)` or what makes it. */
function constructionsAt(
  use: ts.Node,
  workspace: Tracker['workspace'],
  below: readonly ts.Node[] = [],
): readonly ts.Node[] {
  const { parent } = use;
  const isTest =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  if (ts.isTypeReferenceNode(parent) || (isTest && parent.right === use)) return [];
  const heir = ts.isExpressionWithTypeArguments(parent) ? parent.parent.parent : undefined;
  if (!heir) return [use];
  // Code that does not compile may go round in a circle.
  if (!ts.isClassLike(heir) || below.includes(heir)) return [];
  const own = heir.members.find(ts.isConstructorDeclaration);
  if (own) return supersIn(own).map(({ expression }) => expression);
  const symbol = heir.name && symbolAt(workspace, heir.name);
  return symbol
    ? usesOf(workspace, symbol).sure.flatMap(one => constructionsAt(one, workspace, [...below, heir]))
    : [use];
}

function usesByAnyName(symbol: ts.Symbol, workspace: Tracker['workspace'], seen: Set<ts.Symbol>): Uses {
  seen.add(symbol);
  const { sure, unsure } = usesOf(workspace, symbol);
  const uses = sure.filter(use => !isWritten(referenceAt(use)));
  const found = uses.map(use => {
    const other = otherName(use, workspace);
    if (!other) return { sure: [use], unsure: [] };
    return seen.has(other) ? NONE : usesByAnyName(other, workspace, seen);
  });
  return {
    sure: found.flatMap(one => one.sure),
    unsure: [...unsure, ...found.flatMap(one => one.unsure)],
  };
}

const NONE: Uses = { sure: [], unsure: [] };

/** The member of a written-out object, or the variable, by which what a name stands for is known from here on. */
function otherName(use: ts.Node, workspace: Tracker['workspace']): ts.Symbol | undefined {
  const { parent } = use;
  if (ts.isBindingElement(parent)) return parent.initializer ? undefined : takenOut(use, workspace);
  const isMember =
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === use);
  if (!isMember || !isKept(parent.parent)) return undefined;
  return workspace.checker.getSymbolAtLocation(parent.name);
}

/** An object that is returned or has a name; what another function is given may be called by it. */
function isKept(literal: ts.Node): boolean {
  const { parent } = wrapped(literal);
  return (
    ts.isReturnStatement(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isExportAssignment(parent)
  );
}

/** The call that a use is the callee of. */
export function callAt(use: ts.Node): ts.CallExpression | ts.NewExpression | undefined {
  const callee = referenceAt(use);
  const { parent } = callee;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === callee
    ? parent
    : undefined;
}

/** What each call that is sure gives to a parameter; undefined for one that leaves it out. */
export const givenByCallers = (
  parameter: ts.ParameterDeclaration,
  workspace: Workspace,
): (ts.Expression | undefined)[] =>
  (usesOfFunction(parameter.parent, { workspace })?.sure ?? [])
    .flatMap(use => callAt(use) ?? [])
    .map(call => call.arguments?.[positionOf(parameter)]);

/** Calls of a function by its name, or by the table that it stands in; a getter is read, not called. */
export function entriesOf(fn: ts.SignatureDeclaration, { workspace }: Pick<Tracker, 'workspace'>): ts.Node[] {
  const holder = wrapped(fn).parent;
  const table = ts.isPropertyAssignment(holder) ? holder.parent : holder;
  return [...entriesByName(fn, holder, workspace), ...entriesByTable(table, workspace)];
}

/** `urls[kind](query)` */
function entriesByTable(table: ts.Node, workspace: Tracker['workspace']): ts.Node[] {
  const holder = ts.isObjectLiteralExpression(table) ? wrapped(table).parent : undefined;
  const symbol = holder && ts.isVariableDeclaration(holder) ? symbolAt(workspace, holder.name) : undefined;
  return usesOf(workspace, symbol).sure.flatMap(use => {
    const access = referenceAt(use).parent;
    return isAccess(access) && accessName(access) === undefined ? (callOf(access) ?? []) : [];
  });
}

function entriesByName(
  fn: ts.SignatureDeclaration,
  holder: ts.Node,
  workspace: Tracker['workspace'],
): ts.Node[] {
  const name = (fn as ts.NamedDeclaration).name ?? (holder as ts.NamedDeclaration).name;
  const symbol = name && symbolAt(workspace, name);
  if (!symbol) return ts.isCallExpression(holder) && holder.expression !== wrapped(fn) ? [holder] : [];
  return entriesBy(symbol, workspace);
}

/** Calls by a name, and by the names that it is destructured to; where it is not called, the name itself. */
function entriesBy(symbol: ts.Symbol, workspace: Tracker['workspace']): ts.Node[] {
  return usesOf(workspace, symbol).sure.flatMap(use => {
    const local = ts.isBindingElement(use.parent) ? symbolAt(workspace, use.parent.name) : undefined;
    if (local && local !== symbol) return entriesBy(local, workspace);
    const callee = isAccess(use.parent) ? use.parent : use;
    return [callOf(callee) ?? callee];
  });
}
