import { ts } from 'ts-morph';
import { usesOf } from '../code/bindings.ts';
import { excerpt } from '../code/syntax.ts';
import { block, insertAfter, keyText, replaceNode } from '../edits/draft.ts';
import { removeMember } from '../types/members.ts';
import type { QueryContext } from './query.ts';

/** The member of a declared type that a parameter is written to, and the other places that name it. */
function memberOf(object: ts.Expression, name: string, at: ts.Node, { draft }: QueryContext) {
  const { checker } = draft.workspace;
  const type = ts.isObjectLiteralExpression(object)
    ? checker.getContextualType(object)
    : checker.getTypeAtLocation(object);
  const declaration = type && checker.getNonNullableType(type).getProperty(name)?.valueDeclaration;
  if (!declaration || !ts.isPropertySignature(declaration)) return undefined;
  const symbol = checker.getSymbolAtLocation(declaration.name);
  const isOther = (use: ts.Node): boolean => use.parent !== at && use !== declaration.name;
  return { declaration, others: symbol ? usesOf(draft.workspace, symbol).sure.filter(isOther) : [] };
}

/** A declared type that lists the parameters has to name the new one. `at` is where the parameter is written. */
export function renameTypeMember(
  object: ts.Expression,
  [name, to]: readonly [name: string, to: string],
  at: ts.Node,
  context: QueryContext,
): void {
  const member = memberOf(object, name, at, context);
  const [stranger] = member?.others ?? [];
  if (stranger) block(context.draft, 'query-read', stranger, { text: excerpt(stranger.parent) });
  else if (member) replaceNode(context.draft, member.declaration.name, keyText(member.declaration, to));
}

/** A declared type that demands the parameter lets it go, or leaves it open where others send it too. */
export function dropTypeMember(
  object: ts.Expression,
  name: string,
  at: ts.Node,
  context: QueryContext,
): void {
  const member = memberOf(object, name, at, context);
  if (!member || member.declaration.questionToken) return;
  if (member.others.length === 0) removeMember(member.declaration, context.draft);
  else insertAfter(context.draft, member.declaration.name, '?');
}
