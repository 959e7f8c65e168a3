import { ts } from 'ts-morph';
import {
  accessName,
  excerpt,
  isAssignment,
  isBareName,
  propertyName,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { block, insertBefore, keyText, quoted, replaceNode } from '../edits/draft.ts';
import { removeStatement } from '../edits/statements.ts';
import { fold } from '../fold/fold.ts';
import { flatText, isText } from '../fold/template.ts';
import { dropTypeMember, renameTypeMember } from './declared.ts';
import { readParam } from './plan.ts';
import { type Param, type ParamSite, type QueryContext, WRITERS } from './query.ts';
import { readQuery } from './sites.ts';
import { literalValue, prefixValue } from './values.ts';
import { readWalk } from './walk.ts';

/** Reads an object literal whose members are parameters. */
export function readObject(literal: ts.ObjectLiteralExpression, context: QueryContext): ParamSite {
  const { draft } = context;
  const params: Param[] = [];
  for (const property of literal.properties) {
    if (ts.isSpreadAssignment(property)) readQuery(property.expression, context);
    else if (ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property)) {
      const name = parameterName(property.name, context);
      if (name !== undefined) params.push(propertyParam(property, name, literal, context));
    } else block(draft, 'opaque-query', property, { text: excerpt(property) });
  }
  return {
    node: literal,
    params,
    add: isOpenType(literal, context)
      ? (name, value) => addProperty(literal, name, value, context)
      : undefined,
  };
}

/** A key, also a computed one where it folds to a single text. */
function parameterName(name: ts.PropertyName, context: QueryContext): string | undefined {
  const plain = propertyName(name);
  if (plain !== undefined) return plain;
  if (ts.isComputedPropertyName(name)) return foldedName(name.expression, context);
  return undefined;
}

/** The one text that an expression folds to, whoever calls the code around it; a blocker where there is none. */
export function foldedName(node: ts.Expression, { draft }: QueryContext): string | undefined {
  const [only, ...others] = fold(node, { workspace: draft.workspace, frame: undefined, depth: 0 });
  if (only?.every(isText) && others.length === 0) return flatText(only);
  block(draft, 'dynamic-name', node, { text: excerpt(node) });
  return undefined;
}

function propertyParam(
  property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  name: string,
  literal: ts.ObjectLiteralExpression,
  context: QueryContext,
): Param {
  const { draft } = context;
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  return {
    name,
    literal: literalValue(value),
    value,
    node: property,
    remove: () => {
      dropTypeMember(literal, name, property, context);
      draft.lists.push({
        file: draft.workspace.pathOf(literal),
        owner: literal,
        elements: literal.properties,
        remove: property,
      });
    },
    change: (to, prefix) => changeProperty(property, name, to, prefix, context),
    setValue: text => replaceNode(draft, value, quoted(value, text)),
  };
}

function changeProperty(
  property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  name: string,
  to: string,
  prefix: string,
  context: QueryContext,
): void {
  const { draft } = context;
  if (to !== name)
    renameTypeMember(property.parent as ts.ObjectLiteralExpression, [name, to], property, context);
  if (ts.isPropertyAssignment(property)) {
    if (to !== name) replaceNode(draft, property.name, keyText(property, to));
    if (prefix !== '') prefixValue(draft, property.initializer, prefix, context.coerces);
    return;
  }
  insertBefore(draft, property, `${keyText(property, to)}: `);
  if (prefix !== '') prefixValue(draft, property.name, prefix, context.coerces);
}

/** Whether another key may be put into a literal: not where a declared type lists the keys. */
function isOpenType(literal: ts.ObjectLiteralExpression, { draft }: QueryContext): boolean {
  const { checker } = draft.workspace;
  const type = checker.getContextualType(literal);
  if (!type) return true;
  const members = type.isUnion() ? type.types : [type];
  const objects = members.filter(
    member => !(member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.StringLike)),
  );
  return objects.every(isOpen) || objects.some(member => checker.getIndexInfosOfType(member).length > 0);
}

/** `any`, `object`, `{}` and the like name no keys. */
const isOpen = (type: ts.Type): boolean => type.getProperties().length === 0;

function addProperty(
  literal: ts.ObjectLiteralExpression,
  name: string,
  value: string,
  { draft }: QueryContext,
): void {
  draft.lists.push({
    file: draft.workspace.pathOf(literal),
    owner: literal,
    elements: literal.properties,
    add: `${keyText(literal, name)}: ${quoted(literal, value)}`,
  });
}

/** `query.limit = 5`, `query['changes-since']`, `params.set('limit', '5')`. */
export function readAccess(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  context: QueryContext,
): Param | undefined {
  const outer = wrapped(access);
  if (isAssignment(outer.parent) && outer.parent.left === outer)
    return assignedParam(access, outer.parent, context);
  const member = accessName(access);
  if (ts.isCallExpression(outer.parent) && outer.parent.expression === outer)
    return readMethod(outer.parent, member ?? '', context);
  const isWalk = ts.isElementAccessExpression(access) && readWalk(access.argumentExpression, context);
  if (!isWalk) readParam(member, access, context);
  return undefined;
}

/** Operators that put a value there; the others, as `+=`, make it of what is there. */
const REPLACING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

function assignedParam(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  assignment: ts.BinaryExpression,
  context: QueryContext,
): Param | undefined {
  const { draft } = context;
  if (ts.isElementAccessExpression(access) && readWalk(access.argumentExpression, context)) return undefined;
  const name =
    accessName(access) ??
    (ts.isElementAccessExpression(access) ? foldedName(access.argumentExpression, context) : undefined);
  if (name === undefined) return undefined;
  if (!REPLACING.has(assignment.operatorToken.kind)) {
    readParam(name, assignment, context);
    return undefined;
  }
  return {
    name,
    literal: literalValue(assignment.right),
    value: assignment.right,
    node: assignment,
    remove: () => removeStatement(draft, assignment),
    change: (to, prefix) => {
      if (to !== name) {
        renameTypeMember(access.expression, [name, to], access, context);
        replaceKey(access, to, context);
      }
      if (prefix !== '') prefixValue(draft, assignment.right, prefix, context.coerces);
    },
    setValue: text => replaceNode(draft, assignment.right, quoted(assignment.right, text)),
  };
}

function replaceKey(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  to: string,
  { draft }: QueryContext,
): void {
  const isBare = isBareName(to);
  if (ts.isElementAccessExpression(access) && !isBare)
    replaceNode(draft, access.argumentExpression, quoted(access, to));
  else if (ts.isPropertyAccessExpression(access) && isBare) replaceNode(draft, access.name, to);
  else {
    const member = isBare ? `.${to}` : `[${quoted(access, to)}]`;
    replaceNode(draft, access, access.expression.getText() + member);
  }
}

const PASSIVE = new Set(['toString', 'sort']);

function readMethod(call: ts.CallExpression, member: string, context: QueryContext): Param | undefined {
  const [key] = call.arguments;
  if (WRITERS.has(member) && key) return writtenParam(call, key, context);
  if (PASSIVE.has(member) || (member === 'hasOwnProperty' && key && readWalk(key, context))) return undefined;
  const name = key && ts.isStringLiteralLike(unwrap(key)) ? literalValue(key) : undefined;
  readParam(name, call, context);
  return undefined;
}

/** `params.set(name, value)`, alone in a statement or as a link of a chain. */
export function writtenParam(
  call: ts.CallExpression,
  key: ts.Expression,
  context: QueryContext,
): Param | undefined {
  const { draft } = context;
  if (readWalk(key, context)) return undefined;
  const name = foldedName(key, context);
  const value = call.arguments[1];
  if (name === undefined) return undefined;
  return {
    name,
    literal: value && literalValue(value),
    value,
    node: call,
    remove: () => removeStatement(draft, call),
    change: (to, prefix) => {
      if (to !== name) replaceNode(draft, key, quoted(key, to));
      if (prefix !== '' && value) prefixValue(draft, value, prefix, true);
    },
    setValue: text => value && replaceNode(draft, value, quoted(value, text)),
  };
}
