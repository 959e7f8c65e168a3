import { ts } from 'ts-morph';
import { symbolAt, usesOf } from './bindings.ts';
import type { Workspace } from './project.ts';
import { isAccess, isAssignment, referenceAt, unwrap } from './syntax.ts';

/** What takes the place of the value of a variable or member after its declaration. */
export function assignedValues(symbol: ts.Symbol, workspace: Workspace): ts.Expression[] {
  return usesOf(workspace, symbol).sure.flatMap(use => {
    const outer = referenceAt(use);
    const { parent } = outer;
    const isGiven = isAssignment(parent) && parent.left === outer;
    return isGiven && !isBuiltOn(parent.right, symbol, workspace) ? [parent.right] : [];
  });
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
