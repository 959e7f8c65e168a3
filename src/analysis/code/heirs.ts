import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { propertyName } from './syntax.ts';

/** Members of a name that classes below one have of their own. */
export function heirMembers(
  home: ts.ClassLikeDeclaration,
  name: string,
  workspace: Workspace,
): ts.ClassElement[] {
  const symbol = home.name && symbolAt(workspace, home.name);
  const uses = symbol ? usesOf(workspace, symbol).sure : [];
  return uses.flatMap(({ parent }) => {
    const heir = ts.isExpressionWithTypeArguments(parent) ? parent.parent.parent : undefined;
    if (!heir || !ts.isClassLike(heir) || heir === home) return [];
    const own = heir.members.filter(member => propertyName(member.name as ts.PropertyName) === name);
    return [...own, ...heirMembers(heir, name, workspace)];
  });
}
