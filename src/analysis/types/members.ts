import { ts } from 'ts-morph';
import { fieldOf } from '../answer/fields.ts';
import { addTo, type Trace, type Tracker } from '../answer/tracker.ts';
import { excerpt, isBareName, propertyName } from '../code/syntax.ts';
import { addStep, block, type Draft, keyText, replaceNode } from '../edits/draft.ts';
import { indentOf, removeWithLine } from '../edits/lines.ts';

/** Changes the member of a declared type that describes a changed field. */
export function changeMember(member: ts.PropertySignature, name: string, { draft, tracker }: Trace): void {
  const field = fieldOf(draft, name);
  addStep(draft, 'type', member, excerpt(member));
  addTo(tracker.members, member, draft);
  switch (field?.action) {
    case 'equals':
      replaceNode(draft, member.name, field.to);
      if (member.type && ts.isLiteralTypeNode(member.type))
        return changeLiteral(member.type, field.value, draft);
      if (member.type) replaceNode(draft, member.type, inQuotesOf(member, field.type));
      return;
    case 'constant':
      return removeWithLine(draft, member);
    case 'flatten':
      tracker.bagTypes.set(member, new Set([...(tracker.bagTypes.get(member) ?? []), draft]));
      return;
    default:
      return;
  }
}

/** `is_public: true`: one value is told apart; the others have no type of their own. */
function changeLiteral(type: ts.LiteralTypeNode, value: string, draft: Draft): void {
  if (type.literal.kind === ts.SyntaxKind.TrueKeyword)
    return replaceNode(draft, type, inQuotesOf(type, `'${value}'`));
  block(draft, 'unsupported-type', type, { name: excerpt(type.parent) });
}

/** The type text with the quotes that the file prefers in its types. */
const inQuotesOf = (node: ts.Node, type: string): string => {
  const text = node.getSourceFile().text;
  const doubles = text.split('"').length;
  return doubles > text.split("'").length ? type.replaceAll("'", '"') : type;
};

/** Writes the members for the properties, when all keys that are read are known. */
export function finishTypes(tracker: Tracker): void {
  for (const [member, drafts] of tracker.bagTypes) {
    const keys = new Set([...drafts].flatMap(draft => [...(tracker.bagKeys.get(draft) ?? [])]));
    const [draft] = drafts;
    if (draft) flattenMember(member, keys, draft);
  }
}

function flattenMember(member: ts.PropertySignature, keys: ReadonlySet<string>, draft: Draft): void {
  const { type } = member;
  if (type && ts.isTypeLiteralNode(type) && type.members.every(ts.isPropertySignature))
    return hoistMembers(member, type, draft);
  if (keys.size === 0) return removeWithLine(draft, member);
  const lines = [...keys].sort().map(key => memberText(type, key, keyText(member, key)));
  replaceMember(member, lines, draft);
}

/** The member that takes the place of a property: as the object of properties declares it, or all of them. */
function memberText(type: ts.TypeNode | undefined, key: string, name: string): string {
  if (!type) return name;
  const members = ts.isTypeLiteralNode(type) ? type.members.filter(ts.isPropertySignature) : [];
  const own = members.find(inner => propertyName(inner.name) === key);
  if (own) return withoutEnd(own);
  const inBag = isBareName(name) ? `'${name}'` : name;
  return `${name}: ${valueTypeOf(type) ?? `${type.getText()}[${inBag}]`}`;
}

const withoutEnd = (member: ts.TypeElement): string => member.getText().replace(/[;,]$/, '');

const KEYED: ReadonlySet<string> = new Set(['Record', 'Map']);

/** `Record<string, V>`, `{ [key: string]: V }`, `any` → the type of one value. */
function valueTypeOf(type: ts.TypeNode): string | undefined {
  if (ts.isTypeReferenceNode(type) && KEYED.has(type.typeName.getText()))
    return type.typeArguments?.[1]?.getText();
  if (ts.isTypeLiteralNode(type))
    return type.members.find(ts.isIndexSignatureDeclaration)?.type.getText() ?? 'any';
  if (type.kind === ts.SyntaxKind.AnyKeyword || type.kind === ts.SyntaxKind.ObjectKeyword) return 'any';
  return type.kind === ts.SyntaxKind.UnknownKeyword ? 'unknown' : undefined;
}

function hoistMembers(member: ts.PropertySignature, type: ts.TypeLiteralNode, draft: Draft): void {
  const reserved = type.members.find(inner => isReserved(propertyName(inner.name as ts.PropertyName), draft));
  if (reserved) return block(draft, 'reserved-property', reserved, { name: excerpt(reserved) });
  const lines = type.members.map(withoutEnd);
  if (lines.length === 0) return removeWithLine(draft, member);
  replaceMember(member, lines, draft);
}

const isReserved = (name: string | undefined, { rule }: Draft): boolean => {
  const bag = Object.values(rule.response.fields).find(field => field.action === 'flatten');
  return name !== undefined && bag?.action === 'flatten' && bag.reserved.includes(name);
};

/** Puts other members in the place of one, in lines of their own where it had one. */
function replaceMember(member: ts.PropertySignature, lines: readonly string[], draft: Draft): void {
  const end = member.getText().endsWith(';') ? ';' : member.getText().endsWith(',') ? ',' : '';
  const indent = indentOf(member);
  const separator = indent !== undefined ? `${end}\n${indent}` : end === '' ? '; ' : `${end} `;
  replaceNode(draft, member, lines.join(separator) + end);
}
