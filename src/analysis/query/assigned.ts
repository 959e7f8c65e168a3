import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { isAccess, isWritten, referenceAt, unwrap, valuesWritten } from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';

/**
 * What takes the place of the value of a variable or member after its declaration; undefined where a pattern or the head
 * of a loop puts something there.
 */
export function assignedValues(symbol: ts.Symbol, workspace: Workspace): ts.Expression[] | undefined {
  const written = usesOf(workspace, symbol).sure.map(referenceAt).filter(isWritten).flatMap(valuesWritten);
  if (written.some(({ isPart }) => isPart)) return undefined;
  return written.map(({ value }) => value).filter(value => !isBuiltOn(value, symbol, workspace));
}

/** `params = params.set('limit', '5')`, `query = { ...query, limit: 5 }`: what it was is still in it. */
function isBuiltOn(node: ts.Expression, symbol: ts.Symbol, workspace: Workspace): boolean {
  const isOn = (part: ts.Expression): boolean => isBuiltOn(part, symbol, workspace);
  const inner = unwrap(node);
  if (ts.isObjectLiteralExpression(inner))
    return inner.properties.some(part => ts.isSpreadAssignment(part) && isOn(part.expression));
  if (ts.isConditionalExpression(inner)) return isOn(inner.whenTrue) && isOn(inner.whenFalse);
  if (ts.isCallExpression(inner))
    return inner.arguments.some(isOn) || (isAccess(inner.expression) && isOn(inner.expression.expression));
  if (!ts.isIdentifier(inner) && !isAccess(inner)) return false;
  return symbolAt(workspace, ts.isPropertyAccessExpression(inner) ? inner.name : inner) === symbol;
}
