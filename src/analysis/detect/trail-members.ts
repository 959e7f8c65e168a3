import { ts } from 'ts-morph';
import { type Access, accessName, takenName } from '../code/syntax.ts';
import type { Frame } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';

/** A place where an object is used, and the call chain that leads there. */
type Place = { node: ts.Node; frame: Frame | undefined };

/**
 * The members of the object literals that a text was put into, with the places that read them: those of a member that
 * has the text are followed, those of the others wait until it gets the text as well.
 */
export type Members = Map<ts.Node, { hasText: boolean; waiting: Place[] }>;

/** A text is put into a member: gives the places that read it, and have waited. */
export function enterMember(member: ts.Node, members: Members): readonly Place[] {
  const waiting = members.get(member)?.waiting ?? [];
  if (ts.isObjectLiteralExpression(member.parent))
    for (const other of member.parent.properties)
      if (!members.has(other)) members.set(other, { hasText: false, waiting: [] });
  members.set(member, { hasText: true, waiting: [] });
  return waiting;
}

/** The members that the text was put into. */
export const membersWithText = (members: Members): readonly ts.Node[] =>
  [...members].flatMap(([member, { hasText }]) => (hasText ? [member] : []));

/**
 * Whether another member is read than those that have the text: then the place waits. `ignored`: members that lead to
 * nothing that matters.
 */
export function isOtherMember(
  access: Access,
  place: Place,
  { members, ignored, workspace }: { members: Members; ignored: ReadonlySet<ts.Node>; workspace: Workspace },
): boolean {
  const declarations = membersNamed(accessName(access), access.expression, workspace);
  if (declarations.some(declaration => ignored.has(declaration))) return true;
  const known = declarations.map(declaration => members.get(declaration)).find(Boolean);
  if (!known || known.hasText) return false;
  known.waiting.push(place);
  return true;
}

/** Whether a pattern takes such a member out. */
export const isIgnored = (
  element: ts.BindingElement,
  { ignored, workspace }: { ignored: ReadonlySet<ts.Node>; workspace: Workspace },
): boolean =>
  ignored.size > 0 &&
  membersNamed(takenName(element), element.parent, workspace).some(declaration => ignored.has(declaration));

function membersNamed(
  name: string | undefined,
  owner: ts.Node,
  { checker }: Workspace,
): readonly ts.Declaration[] {
  const symbol = name === undefined ? undefined : checker.getTypeAtLocation(owner).getProperty(name);
  return symbol?.declarations ?? [];
}
