import { ts } from 'ts-morph';
import { usesOf } from '../code/bindings.ts';
import { excerpt, propertyName } from '../code/syntax.ts';
import { block, insertAfter, keyText, replaceNode } from '../edits/draft.ts';
import { removeWithLine } from '../edits/lines.ts';
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
  const isAlone = member.others.length === 0 && !isWrittenElsewhere(name, member.declaration, at, context);
  if (isAlone) removeWithLine(context.draft, member.declaration);
  else insertAfter(context.draft, member.declaration.name, '?');
}

/** Whether another object that is written out as one of the type has the member. */
function isWrittenElsewhere(
  name: string,
  declaration: ts.PropertySignature,
  at: ts.Node,
  { draft: { workspace } }: QueryContext,
): boolean {
  const isOther = (node: ts.Node): boolean =>
    node !== at &&
    ts.isObjectLiteralElementLike(node) &&
    ts.isObjectLiteralExpression(node.parent) &&
    propertyName(node.name) === name &&
    workspace.checker.getContextualType(node.parent)?.getProperty(name)?.valueDeclaration === declaration;
  const visit = (node: ts.Node): boolean => isOther(node) || ts.forEachChild(node, visit) === true;
  return [...workspace.files.values()].some(file => file.text.includes(name) && visit(file));
}
