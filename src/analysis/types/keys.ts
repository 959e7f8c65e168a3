import { ts } from 'ts-morph';
import { fieldOf } from '../answer/fields.ts';
import type { Trace } from '../answer/tracker.ts';
import { excerpt } from '../code/syntax.ts';
import { block, replaceNode } from '../edits/draft.ts';
import { isChangedField } from './declared.ts';

/** `Pick<Image, 'id' | 'is_public'>`: the keys go by the names that the members have in v2. */
export function changeKeys(type: ts.TypeReferenceNode, trace: Trace): void {
  const keys = type.typeArguments?.[1];
  const literals = keys && ts.isUnionTypeNode(keys) ? keys.types : keys ? [keys] : [];
  for (const literal of literals) changeKey(literal, type, trace);
}

function changeKey(key: ts.TypeNode, type: ts.TypeReferenceNode, trace: Trace): void {
  const literal = ts.isLiteralTypeNode(key) && ts.isStringLiteral(key.literal) ? key.literal : undefined;
  const field = literal && fieldOf(trace.draft, literal.text);
  if (literal && !isChangedField(literal.text, trace)) return;
  // A member that is gone may be left out as before.
  if (field?.action === 'constant' && type.typeName.getText() === 'Omit') return;
  if (!literal || field?.action !== 'equals')
    return block(trace.draft, 'unsupported-type', key, { name: excerpt(type) });
  const quote = literal.getText()[0] ?? "'";
  replaceNode(trace.draft, literal, quote + field.to + quote);
}
