import { ts } from 'ts-morph';
import { isNeutral, isRepeatable, unwrap } from '../code/syntax.ts';
import { type Draft, editAt, insertAfter, insertBefore, quoted, replaceNode } from '../edits/draft.ts';
import type { Workspace } from '../project/project.ts';

/** The text of a value that is written in the code; undefined where it is only known at run time. */
export function literalValue(node: ts.Expression): string | undefined {
  const inner = unwrap(node);
  if (ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner)) return inner.text;
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return 'true';
  return inner.kind === ts.SyntaxKind.FalseKeyword ? 'false' : undefined;
}

/**
 * Puts a text before a value, whatever builds it. Where clients leave out what is undefined, it stays undefined;
 * a `Date` is written as they write it.
 */
export function prefixValue(draft: Draft, node: ts.Expression, prefix: string, coerces: boolean): void {
  const inner = unwrap(node);
  if (isNeutral(inner) && !ts.isStringLiteralLike(inner)) return;
  if (ts.isStringLiteralLike(inner))
    return editAt(draft, inner, inner.getStart() + 1, inner.getStart() + 1, prefix);
  if (ts.isTemplateExpression(inner))
    return editAt(draft, inner, inner.getStart() + 1, inner.getStart() + 1, prefix);
  if (ts.isConditionalExpression(inner)) {
    prefixValue(draft, inner.whenTrue, prefix, coerces);
    return prefixValue(draft, inner.whenFalse, prefix, coerces);
  }
  const kinds = valueKinds(inner, draft.workspace);
  if (coerces || kinds === 'string') {
    insertBefore(draft, node, `\`${prefix}\${`);
    return insertAfter(draft, node, '}`');
  }
  const text = node.getText();
  if (isRepeatable(inner)) return replaceNode(draft, node, guarded(node, text, prefix, kinds));
  replaceNode(draft, node, `(value => ${guarded(node, 'value', prefix, kinds)})(${text})`);
}

type Kinds = 'string' | GuardedKinds;
type GuardedKinds = 'optional string' | 'date' | 'optional date' | 'unknown';

function guarded(at: ts.Node, text: string, prefix: string, kinds: GuardedKinds): string {
  const head = quoted(at, prefix);
  const values: Record<GuardedKinds, string> = {
    'optional string': `\`${prefix}\${${text}}\``,
    date: `${head} + ${text}.toISOString()`,
    'optional date': `${head} + ${text}.toISOString()`,
    unknown: `${head} + (${text} instanceof Date ? ${text}.toISOString() : ${text})`,
  };
  if (kinds === 'date') return values.date;
  return `${text} == null ? ${text} : ${values[kinds]}`;
}

/** What the types say of a value: they count under strict checks only, which is how the project is read. */
function valueKinds(node: ts.Expression, { checker }: Workspace): Kinds {
  const type = checker.getTypeAtLocation(node);
  const members = type.isUnion() ? type.types : [type];
  const given = members.filter(member => !(member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
  if (given.length === 0) return 'unknown';
  const isOptional = given.length < members.length;
  if (given.every(member => member.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)))
    return isOptional ? 'optional string' : 'string';
  if (!given.every(member => member.symbol?.name === 'Date')) return 'unknown';
  return isOptional ? 'optional date' : 'date';
}

/** Whether the types say that a value is true or false. */
export function isBoolean(node: ts.Expression, { checker }: Workspace): boolean {
  const type = checker.getTypeAtLocation(node);
  const members = type.isUnion() ? type.types : [type];
  return (
    members.some(m => m.flags & ts.TypeFlags.BooleanLike) &&
    members.every(m => m.flags & (ts.TypeFlags.BooleanLike | ts.TypeFlags.Undefined | ts.TypeFlags.Null))
  );
}
