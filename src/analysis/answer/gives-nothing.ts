import { ts } from 'ts-morph';
import { constantValue } from '../code/constants.ts';
import { moduleSpecifierOf } from '../code/modules.ts';
import { type FunctionNode, isFunctionNode, isNeutral, returnedExpressions, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { calledFunction } from '../fold/calls.ts';
import type { Tracker } from './tracker.ts';

/** `Promise.reject(…)`, promises that are never kept, and handlers that only throw or tell: a reader gets nothing. */
export function givesNothing(node: ts.Expression, tracker: Tracker): boolean {
  const inner = unwrap(node);
  if (isFunctionNode(inner)) return handsNothing(inner, tracker);
  if (ts.isNewExpression(inner)) return isNeverKept(inner);
  if (ts.isIdentifier(inner)) return isNeverKept(constantValue(inner, tracker)) || isSilent(inner, tracker);
  if (!ts.isCallExpression(inner)) return false;
  if (TELLS.has(inner.expression.getText())) return true;
  const fn = calledFunction(inner.expression, tracker);
  const returned = isFunctionNode(fn) && isPlain(fn) ? returnedExpressions(fn) : undefined;
  if (!returned) return false;
  return returned.every(value => isNeutral(value) || isNeverKept(unwrap(value)));
}

const TELLS = words('Promise.reject alert window.alert console.* process.exit');

/** A generator gives what it yields. */
const isPlain = (fn: FunctionNode): boolean => (fn as ts.FunctionDeclaration).asteriskToken === undefined;

function handsNothing(fn: FunctionNode, tracker: Tracker): boolean {
  if (!isPlain(fn)) return false;
  return returnedExpressions(fn).every(value => isNeutral(value) || givesNothing(value, tracker));
}

/** Streams of rxjs that carry no value. */
const SILENT: ReadonlySet<string> = new Set(['EMPTY', 'NEVER']);

function isSilent(name: ts.Identifier, { workspace: { checker } }: Tracker): boolean {
  const [declaration] = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return SILENT.has(name.text) && declaration !== undefined && moduleSpecifierOf(declaration) === 'rxjs';
}

/** `new Promise((_, reject) => setTimeout(() => reject(…), 5000))`: nobody can keep it. */
function isNeverKept(node: ts.Expression | undefined): boolean {
  if (!node || !ts.isNewExpression(node) || node.expression.getText() !== 'Promise') return false;
  const [executor] = node.arguments ?? [];
  if (!executor || !isFunctionNode(executor)) return false;
  const [resolve] = executor.parameters;
  if (resolve && !ts.isIdentifier(resolve.name)) return false;
  const text = resolve?.name.getText();
  const isNamed = (part: ts.Node): boolean =>
    (ts.isIdentifier(part) && (part.text === text || part.text === 'arguments')) ||
    (ts.forEachChild(part, child => isNamed(child) || undefined) ?? false);
  return !isNamed(executor.body);
}
