import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { type Access, accessName, isAccess, isAssignment, unwrap } from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';

/**
 * `http.defaults.baseURL = …`: what is assigned to an option of an instance that was made without it. `isSame` says
 * whether an expression means the instance. Where there are several, it is the option itself, which nobody knows.
 */
export function defaultOf(
  key: string,
  isSame: (owner: ts.Expression) => boolean,
  at: ts.Node,
  workspace: Workspace,
): ts.Expression | undefined {
  workspace.wantMentions(key, [workspace.pathOf(at)]);
  const found: ts.AssignmentExpression<ts.AssignmentOperatorToken>[] = [];
  const visit = (node: ts.Node): void => {
    if (isAssignment(node) && isDefault(node.left, key, isSame)) found.push(node);
    ts.forEachChild(node, visit);
  };
  for (const file of workspace.files.values()) if (file.text.includes(`defaults.${key}`)) visit(file);
  const [only, ...others] = found;
  return others.length === 0 ? only?.right : only?.left;
}

function isDefault(target: ts.Expression, key: string, isSame: (owner: ts.Expression) => boolean): boolean {
  const inner = unwrap(target);
  if (!isAccess(inner) || accessName(inner) !== key) return false;
  const defaults = unwrap(inner.expression);
  return isAccess(defaults) && accessName(defaults) === 'defaults' && isSame(unwrap(defaults.expression));
}

/** Whether two expressions name the same thing. */
export function isSameName(one: ts.Expression, other: ts.Expression, workspace: Workspace): boolean {
  const [first, second] = [one, other].map(node =>
    symbolAt(workspace, ts.isPropertyAccessExpression(node) ? node.name : node),
  );
  return first !== undefined && first === second;
}

/** `axios.defaults.baseURL` */
export const isSetting = (target: Access): boolean =>
  isAccess(target.expression) && accessName(target.expression) === 'defaults';
