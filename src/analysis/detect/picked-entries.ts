import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { accessName, isAround, isConst, propertyName, unwrap } from '../code/syntax.ts';
import type { FoldContext } from '../fold/fold.ts';
import { objectLiteralOf } from '../fold/objects.ts';
import { textOf } from '../fold/truth.ts';
import type { Workspace } from '../project/project.ts';

/** `SERVICES[service]`, or the same under a name: `const entry = …`, `const { path } = …`; undefined for others. */
export function pickedByKey(node: ts.Node, workspace: Workspace): ts.ElementAccessExpression | undefined {
  const own = unwrap(node as ts.Expression);
  if (ts.isElementAccessExpression(own)) return accessName(own) === undefined ? own : undefined;
  const declaration = ts.isIdentifier(own) ? symbolAt(workspace, own)?.valueDeclaration : undefined;
  const holder = declaration && ts.isBindingElement(declaration) ? declaration.parent.parent : declaration;
  if (!holder || !ts.isVariableDeclaration(holder) || !isConst(holder) || !holder.initializer)
    return undefined;
  const value = unwrap(holder.initializer);
  return ts.isElementAccessExpression(value) ? pickedByKey(value, workspace) : undefined;
}

/**
 * Whether a key picks another entry of a table, in the call that is looked into, than those that some nodes stand in.
 * False where the entry is not written out in the table.
 */
export function isOtherEntry(
  picked: ts.ElementAccessExpression,
  nodes: readonly ts.Node[],
  context: FoldContext,
): boolean {
  const table = objectLiteralOf(picked.expression, context)?.literal;
  const inside = nodes.filter(node => table && isAround(table, node));
  const key = inside.length > 0 ? textOf(picked.argumentExpression, context) : undefined;
  const entry = table?.properties.find(({ name }) => key !== undefined && propertyName(name) === key);
  if (!entry || !ts.isPropertyAssignment(entry)) return false;
  const value = unwrap(entry.initializer);
  const isWritten = ts.isObjectLiteralExpression(value) && !value.properties.some(ts.isSpreadAssignment);
  return isWritten && !inside.some(node => isAround(entry, node));
}
