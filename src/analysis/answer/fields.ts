import { ts } from 'ts-morph';
import type { Field, Rule } from '../../rule.ts';
import { isCondition } from '../code/conditions.ts';
import { type Access, callOf, excerpt, isAccess, isWritten, unwrap, wrapped } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { addStep, block, type Draft, editAt, note, replaceNode } from '../edits/draft.ts';
import { testKey } from './keys.ts';
import { callMethod } from './methods.ts';
import { expectImage } from './presence.ts';
import { leftOut, type Shape } from './shape.ts';
import { startTime } from './times.ts';
import { flow } from './track.ts';
import { addTo, markEdited, type Trace } from './tracker.ts';
import { isSameWithout, readTruth } from './truth.ts';

type RecordShape = Extract<Shape, { kind: 'record' }>;

/** Members that every object has. */
export const INHERITED: ReadonlySet<string> = new Set([
  'toString',
  'valueOf',
  'constructor',
  'toLocaleString',
  'hasOwnProperty',
]);

/** `image.name`: by the rule's row for the field. */
export function readRecord(access: Access, name: string, shape: RecordShape, trace: Trace): void {
  const { draft } = trace;
  if (shape.own.includes(name)) return addTo(trace.tracker.owned, access, draft);
  if (shape.own.includes(leftOut(name))) return block(draft, 'unknown-field', access, { name });
  const field = fieldOf(draft, name);
  if (!field && callPromised(access, name, shape, trace)) return;
  if (!field) return readUnknown(access, name, trace);
  if (isWritten(access)) {
    if (field.action !== 'same') block(draft, 'field-write', access, { name });
    return;
  }
  if (field.action === 'same') {
    if (field.note !== undefined) note(draft, field.note, access);
    return;
  }
  readField(access, name, field, trace);
}

/** `first.catch(…)`: what promises an image, or will give one, is not told from it. */
function callPromised(access: Access, name: string, shape: RecordShape, trace: Trace): boolean {
  const call = PROMISED.has(name) ? callOf(access) : undefined;
  if (call) callMethod(call, access, name, shape, trace);
  return call !== undefined;
}

const PROMISED = words('then catch finally pipe subscribe next getValue asObservable toPromise');

/** Fields whose reader gives something else when it is left behind. */
export const changedFields = ({ response }: Rule): string[] =>
  Object.entries(response.fields).flatMap(([name, { action }]) =>
    action === 'same' || action === 'timestamp' ? [] : [name],
  );

export const fieldOf = (draft: Draft, name: string): Field | undefined =>
  Object.hasOwn(draft.rule.response.fields, name) ? draft.rule.response.fields[name] : undefined;

function readField(
  access: Access,
  name: string,
  field: Exclude<Field, { action: 'same' }>,
  trace: Trace,
): void {
  const { draft } = trace;
  addStep(draft, 'field', access, excerpt(access));
  addTo(trace.tracker.changed, access, draft);
  if (field.action !== 'timestamp') addTo(trace.tracker.reads, access, draft);
  switch (field.action) {
    case 'equals':
      markEdited(trace);
      replaceKeyOf(access, field.to, draft);
      return readTruth(access, { value: field.value, isOptional: isOptionalChain(access), name }, trace);
    case 'constant':
      markEdited(trace);
      return replaceByConstant(access, name, field.value, trace);
    case 'timestamp':
      return startTime(access, trace);
    case 'flatten':
      if (field.note !== undefined) note(draft, field.note, access);
      return readProperties(access, trace);
  }
}

const isOptionalChain = (access: Access): boolean => (access.flags & ts.NodeFlags.OptionalChain) !== 0;

/** Writes another name in the place of the old, in the way it was written; the name of a constant stays behind. */
function replaceKeyOf(access: Access, to: string, draft: Draft): void {
  if (ts.isPropertyAccessExpression(access)) return replaceNode(draft, access.name, to);
  const key = access.argumentExpression;
  const quote = key.getText()[0] ?? "'";
  if (ts.isStringLiteralLike(key)) return replaceNode(draft, key, `${quote}${to}${quote}`);
  const joint = access.questionDotToken ? '?.' : '.';
  editAt(draft, access, access.expression.getEnd(), access.getEnd(), joint + to);
}

/** A field that v2 does not have, and which always had one value for the images that v2 lists. */
export function replaceByConstant(
  node: ts.Expression,
  name: string,
  value: boolean | null,
  trace: Trace,
): void {
  const { draft } = trace;
  const outer = wrapped(node);
  const parent = outer.parent;
  if (!isSameWithout(outer)) expectImage(node, name, trace);
  if (isAccess(node) && isOptionalChain(node) && !isCondition(outer))
    return block(draft, 'unsupported-read', node, { name, text: excerpt(parent) });
  if (isAccess(parent) || callOf(node))
    return block(draft, 'unsupported-read', parent, { name, text: excerpt(parent) });
  if (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken)
    return replaceNode(draft, parent, 'true');
  if (ts.isBinaryExpression(parent) && foldComparison(parent, outer, value, draft)) return;
  replaceNode(draft, outer, value === null && isCondition(outer) ? 'false' : String(value));
}

const EQUALITIES: ReadonlyMap<ts.SyntaxKind, { isEqual: boolean; isLoose: boolean }> = new Map([
  [ts.SyntaxKind.EqualsEqualsToken, { isEqual: true, isLoose: true }],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, { isEqual: true, isLoose: false }],
  [ts.SyntaxKind.ExclamationEqualsToken, { isEqual: false, isLoose: true }],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, { isEqual: false, isLoose: false }],
]);

/** Comparisons and defaults that a constant decides: the compiler would refuse what is left of them. */
function foldComparison(
  binary: ts.BinaryExpression,
  node: ts.Node,
  value: boolean | null,
  draft: Draft,
): boolean {
  const other = binary.left === node ? binary.right : binary.left;
  const operator = binary.operatorToken.kind;
  const equality = EQUALITIES.get(operator);
  if (equality) {
    const constant = constantOf(unwrap(other));
    if (constant === undefined) return false;
    const isNothing = equality.isLoose && constant.value === undefined && value === null;
    const isSame = constant.value === value || isNothing;
    replaceNode(draft, wrapped(binary), String(isSame === equality.isEqual));
    return true;
  }
  const isDefault =
    operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.BarBarToken;
  if (!isDefault || binary.left !== node) return false;
  if (operator === ts.SyntaxKind.QuestionQuestionToken && value !== null)
    editAt(draft, binary, binary.getStart(), binary.getEnd(), String(value));
  else editAt(draft, binary, binary.getStart(), binary.right.getStart(), '');
  return true;
}

function constantOf(node: ts.Expression): { value: boolean | null | undefined } | undefined {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { value: false };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { value: null };
  return ts.isIdentifier(node) && node.text === 'undefined' ? { value: undefined } : undefined;
}

/**
 * `image.properties`: in v2 the properties stand beside the fields, so the image itself takes the place of the
 * object, and reads of it go on as they are.
 */
function readProperties(access: Access, trace: Trace): void {
  const { draft } = trace;
  markEdited(trace);
  const outer = wrapped(access);
  const parent = outer.parent;
  const isDefaulted =
    ts.isBinaryExpression(parent) &&
    parent.left === outer &&
    isEmptyObject(parent.right) &&
    ts.isParenthesizedExpression(parent.parent);
  if (isDefaulted) {
    // `(image.properties || {}).k` → `image.k`
    const whole = parent.parent;
    editAt(draft, whole, whole.getStart(), access.getStart(), '');
    editAt(draft, whole, access.expression.getEnd(), whole.getEnd(), '');
    return flow(parent.parent, { kind: 'bag' }, trace);
  }
  const isRead = isAccess(parent) && parent.expression === outer;
  if (isRead && outer === access) removeMiddle(access, parent, draft);
  else
    editAt(draft, access, access.expression.getEnd(), assured(access).getEnd(), keepAssertion(access, trace));
  flow(access, { kind: 'bag' }, trace);
}

/** An image with a type of its own is no dictionary: the compiler wants to hear twice that it is taken for one. */
function keepAssertion(access: Access, { tracker }: Trace): string {
  const assertion = assured(access).parent;
  if (!ts.isAsExpression(assertion) || !ts.isTypeReferenceNode(assertion.type)) return '';
  const type = tracker.workspace.checker.getTypeAtLocation(access.expression);
  return type.flags & ts.TypeFlags.Any ? '' : ' as unknown';
}

/** `image.properties!` */
const assured = (access: Access): ts.Node => (ts.isNonNullExpression(access.parent) ? access.parent : access);

/**
 * `image.properties?.k` → `image.k`, `image?.properties.k` → `image?.k`: the joint before the image's member
 * stays, the one behind it goes, because a listed image always has the object.
 */
function removeMiddle(access: Access, next: Access, draft: Draft): void {
  const end = next.questionDotToken?.getEnd() ?? access.getEnd();
  const isOptional = access.questionDotToken !== undefined;
  if (ts.isPropertyAccessExpression(next)) {
    editAt(draft, access, access.expression.getEnd(), next.name.getStart(), isOptional ? '?.' : '.');
  } else {
    editAt(draft, access, access.expression.getEnd(), end, isOptional ? '?.' : '');
  }
}

const isEmptyObject = (node: ts.Expression): boolean => {
  const inner = unwrap(node);
  return ts.isObjectLiteralExpression(inner) && inner.properties.length === 0;
};

/** A member of the object of properties: it stays as it is, where v2 has no field of that name. */
export function readBag(
  access: Access,
  name: string,
  shape: Extract<Shape, { kind: 'bag' }>,
  trace: Trace,
): void {
  const { draft, tracker } = trace;
  if (isWritten(access)) return block(draft, 'field-write', access, { name: `properties.${name}` });
  const test = name === 'hasOwnProperty' ? callOf(wrapped(access)) : undefined;
  if (test) return testKey(test.arguments[0], shape, test, trace);
  if (INHERITED.has(name)) return block(draft, 'bag-escape', access, { text: excerpt(access) });
  if (isReservedProperty(name, draft)) return block(draft, 'reserved-property', access, { name });
  addTo(tracker.bagKeys, draft, name);
  addStep(draft, 'field', access, excerpt(access));
}

/** Whether a property of this name is hidden by a field of v2, or takes the place of one of v1. */
export function isReservedProperty(name: string, draft: Draft): boolean {
  const { fields } = draft.rule.response;
  const bag = Object.values(fields).find(field => field.action === 'flatten');
  return (bag?.action === 'flatten' && bag.reserved.includes(name)) || Object.hasOwn(fields, name);
}

/** No field of v1: one that only v2 has tells the generations apart, any other may be a property in v2. */
function readUnknown(access: Access, name: string, trace: Trace): void {
  const { draft } = trace;
  if (draft.rule.response.added.includes(name)) return block(draft, 'feature-test', access, { name });
  const test = name === 'hasOwnProperty' ? callOf(wrapped(access)) : undefined;
  if (test) return testKey(test.arguments[0], { kind: 'record', own: [] }, test, trace);
  if (INHERITED.has(name)) return block(draft, 'escape', access, { shape: 'image', text: excerpt(access) });
  block(draft, 'unknown-field', access, { name });
}
