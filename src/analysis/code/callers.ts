import { ts } from 'ts-morph';
import type { Tracker } from '../answer/tracker.ts';
import { symbolAt, type Uses, usesOf } from './bindings.ts';
import { accessName, isAccess, isWritten, referenceAt, wrapped } from './syntax.ts';

/** The symbol that callers know a function by; undefined for one without a name. */
export function functionSymbol(
  fn: ts.SignatureDeclaration,
  { workspace }: Pick<Tracker, 'workspace'>,
): ts.Symbol | undefined {
  const own = (fn as ts.NamedDeclaration).name;
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
const SAME_CALL = /^(?:React\.)?(?:useCallback|cache|memoize|useMemoizedFn)$/;

/** What names a function: `const load = useCallback(async () => …)` is called by the name of the variable. */
function holderOf(fn: ts.SignatureDeclaration): ts.Node {
  const outer = wrapped(fn);
  const holder = outer.parent;
  if (!ts.isCallExpression(holder) || holder.arguments[0] !== outer) return holder;
  return SAME_CALL.test(holder.expression.getText()) ? wrapped(holder).parent : holder;
}

/** What a file exports without a name. */
export function defaultExport(file: ts.SourceFile, checker: ts.TypeChecker): ts.Symbol | undefined {
  const exported = checker.getSymbolAtLocation(file)?.exports;
  return exported?.get(ts.InternalSymbolName.Default) ?? exported?.get(ts.InternalSymbolName.ExportEquals);
}

/** All places that name a function, but for those that give something the name: `exports.list = function () {}`. */
export function usesOfFunction(
  fn: ts.SignatureDeclaration,
  tracker: Pick<Tracker, 'workspace'>,
): Uses | undefined {
  const symbol = functionSymbol(fn, tracker);
  if (!symbol) return undefined;
  const { sure, unsure } = usesOf(tracker.workspace, symbol);
  return { sure: sure.filter(use => !isWritten(referenceAt(use))), unsure };
}

/** The call that a use is the callee of. */
export function callAt(use: ts.Node): ts.CallExpression | ts.NewExpression | undefined {
  const callee = referenceAt(use);
  const { parent } = callee;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === callee
    ? parent
    : undefined;
}

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
  if (!symbol) return [];
  return usesOf(workspace, symbol).sure.flatMap(use => {
    const access = referenceAt(use).parent;
    const isComputed = isAccess(access) && accessName(access) === undefined;
    const call = wrapped(access).parent;
    return isComputed && ts.isCallExpression(call) && call.expression === wrapped(access) ? [call] : [];
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
    const parent = wrapped(callee).parent;
    return [ts.isCallExpression(parent) && parent.expression === wrapped(callee) ? parent : callee];
  });
}
