import { ts } from 'ts-morph';
import type { BlockerCode } from '../../messages.ts';
import type { Tracker } from '../answer/tracker.ts';
import { destructuredProperty, usesOf } from '../code/bindings.ts';
import { excerpt, isAccess } from '../code/syntax.ts';
import { block, type Draft } from '../edits/draft.ts';

/**
 * Holds types and readers together: what is rewritten may not be declared by a type that stays, and a member of a
 * type that changes may not be read where nothing is rewritten. The program would run, but not compile.
 */
export function checkTypes(tracker: Tracker): void {
  for (const [read, drafts] of tracker.reads) {
    const left = symbolOf(read, tracker)?.declarations?.find(isMemberOfType);
    if (left && !tracker.members.has(left)) blockAll(drafts, 'unsupported-type', left);
  }
  for (const [call, drafts] of tracker.asked)
    if (!tracker.flowed.has(call)) blockAll(drafts, 'unseen-value', call);
  for (const [member, drafts] of tracker.members) {
    for (const use of usesOfMember(member, tracker))
      if (!isFollowed(use, tracker)) blockAll(drafts, 'unseen-value', use.parent);
  }
}

function blockAll(drafts: Iterable<Draft>, code: BlockerCode, node: ts.Node): void {
  for (const draft of drafts) block(draft, code, node, { name: excerpt(node) });
}

function usesOfMember(member: ts.Node, { workspace }: Tracker): readonly ts.Node[] {
  const symbol = workspace.checker.getSymbolAtLocation((member as ts.PropertySignature).name);
  return usesOf(workspace, symbol).sure;
}

/** The member of a type that a read is a read of. */
function symbolOf(read: ts.Node, { workspace }: Tracker): ts.Symbol | undefined {
  if (ts.isBindingElement(read)) return destructuredProperty(workspace, read);
  if (!isAccess(read)) return undefined;
  const name = ts.isPropertyAccessExpression(read) ? read.name : read.argumentExpression;
  return workspace.checker.getSymbolAtLocation(name);
}

const isMemberOfType = (node: ts.Node): boolean =>
  ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node);

/** Comments are left alone, and so are members that are named in them. */
function isFollowed(use: ts.Node, { reads }: Tracker): boolean {
  const read = isAccess(use.parent) || ts.isBindingElement(use.parent) ? use.parent : undefined;
  return (
    read === undefined || reads.has(read) || !/\.[cm]?tsx?$|\.vue|\.svelte/.test(use.getSourceFile().fileName)
  );
}
