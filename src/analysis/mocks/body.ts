import { ts } from 'ts-morph';
import type { Field } from '../../rule.ts';
import { propertyName, unwrap } from '../code/syntax.ts';
import { addStep, block, keyText, quoted, replaceNode } from '../edits/draft.ts';
import { isJson } from './json.ts';
import { type Literal, planValue, type ReplyContext, refuse } from './value.ts';

/** Plans the new shape of a body that is written out. One without the list, as an error has, stays. */
export function planBody(body: Literal, context: ReplyContext): void {
  if (ts.isArrayLiteralExpression(body)) return;
  for (const property of body.properties) {
    if (ts.isSpreadAssignment(property)) refuse(context, property);
    else if (propertyName(property.name) === context.draft.rule.response.list)
      withValue(property, context, value => planValue(value, context, planItems));
  }
}

/** The value of a property; a method or an accessor is none that can be read here. */
function withValue(
  property: ts.ObjectLiteralElementLike,
  context: ReplyContext,
  then: (value: ts.Expression) => void,
): void {
  if (ts.isPropertyAssignment(property)) then(property.initializer);
  else if (ts.isShorthandPropertyAssignment(property)) then(property.name);
  else refuse(context, property);
}

function planItems(items: Literal, context: ReplyContext): void {
  if (!ts.isArrayLiteralExpression(items)) return refuse(context, items);
  for (const item of items.elements) planValue(item, context, planItem);
}

function planItem(item: Literal, context: ReplyContext): void {
  if (!ts.isObjectLiteralExpression(item)) return refuse(context, item);
  const { fields } = context.draft.rule.response;
  const names = item.properties.map(({ name }) => propertyName(name));
  for (const property of item.properties) {
    const name = propertyName(property.name);
    const field = name !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (name === undefined) refuse(context, property);
    else if (field) (PLANS[field.action] as PlanField)({ field, name, names, property, item }, context);
  }
}

type Spot<F = Field> = {
  field: F;
  name: string;
  /** All names of the item. */
  names: readonly (string | undefined)[];
  property: ts.ObjectLiteralElementLike;
  item: ts.ObjectLiteralExpression;
};
type PlanField = (spot: Spot, context: ReplyContext) => void;

const PLANS: {
  [A in Field['action']]: (spot: Spot<Extract<Field, { action: A }>>, context: ReplyContext) => void;
} = {
  same: () => {},
  equals: planEquals,
  constant: planConstant,
  timestamp: planTimestamp,
  flatten: planFlatten,
};

const key = (node: ts.Node, name: string): string =>
  isJson(node) ? JSON.stringify(name) : keyText(node, name);

/** `is_public: true` → `visibility: 'public'`; false is the first other value that the rule knows. */
function planEquals(
  { field, name, names, property }: Spot<Extract<Field, { action: 'equals' }>>,
  context: ReplyContext,
): void {
  const { draft } = context;
  const other = [...field.type.matchAll(/'([^']*)'/g)]
    .map(match => match[1])
    .find(text => text !== field.value);
  if (names.includes(field.to) || other === undefined) return refuse(context, property);
  withValue(property, context, value => {
    const [yes, no] = [quoted(property, field.value), quoted(property, other)];
    const inner = unwrap(value);
    const text =
      inner.kind === ts.SyntaxKind.TrueKeyword
        ? yes
        : inner.kind === ts.SyntaxKind.FalseKeyword
          ? no
          : `${ts.isIdentifier(inner) ? value.getText() : `(${value.getText()})`} ? ${yes} : ${no}`;
    addStep(draft, 'field', property, `${name} → ${field.to}`);
    replaceNode(draft, property, `${key(property, field.to)}: ${text}`);
  });
}

/** A field that v2 does not have goes, where it says what is always so. */
function planConstant(
  { field, name, property, item }: Spot<Extract<Field, { action: 'constant' }>>,
  context: ReplyContext,
): void {
  const { draft } = context;
  withValue(property, context, value => {
    if (unwrap(value).getText() !== String(field.value)) return refuse(context, property);
    addStep(draft, 'field', property, `${name} is removed`);
    draft.lists.push({
      file: draft.workspace.pathOf(item),
      owner: item,
      elements: item.properties,
      remove: property,
    });
  });
}

/** What the reader would make of the new form is the old one, so only that very form is written anew. */
function planTimestamp(
  { field, name, property }: Spot<Extract<Field, { action: 'timestamp' }>>,
  context: ReplyContext,
): void {
  const end = /^[A-Z]\$$/.test(field.pattern) ? field.pattern.charAt(0) : undefined;
  withValue(property, context, value => {
    const inner = unwrap(value);
    if (end === undefined || !ts.isStringLiteralLike(inner) || !inner.text.endsWith(field.replacement))
      return;
    addStep(context.draft, 'field', property, name);
    replaceNode(context.draft, value, quoted(value, inner.text.slice(0, -field.replacement.length) + end));
  });
}

/** `properties: { os_type: 'linux' }` → `os_type: 'linux'`. */
function planFlatten(
  { field, name, names, property, item }: Spot<Extract<Field, { action: 'flatten' }>>,
  context: ReplyContext,
): void {
  const { draft } = context;
  withValue(property, context, value => {
    const bag = unwrap(value);
    if (!ts.isObjectLiteralExpression(bag)) return refuse(context, property);
    const inner = bag.properties.map(({ name: own }) => propertyName(own));
    const taken = inner.find(
      own => own !== undefined && (field.reserved.includes(own) || names.includes(own)),
    );
    if (taken !== undefined) return block(draft, 'reserved-property', property, { name: taken });
    const isOpen = bag.properties.some(
      (one, index) => inner[index] === undefined || (ts.isPropertyAssignment(one) && isNull(one.initializer)),
    );
    if (isOpen) return refuse(context, property);
    addStep(draft, 'field', property, `${name} → its members`);
    const [first] = bag.properties;
    const last = bag.properties.at(-1);
    if (first && last) return replaceNode(draft, property, outdented(first, last, property));
    draft.lists.push({
      file: draft.workspace.pathOf(item),
      owner: item,
      elements: item.properties,
      remove: property,
    });
  });
}

const isNull = (node: ts.Expression): boolean => unwrap(node).kind === ts.SyntaxKind.NullKeyword;

/** The text of some properties, lines moved out to where the property stands that held them; lines of a text stay. */
function outdented(first: ts.Node, last: ts.Node, holder: ts.Node): string {
  const { text } = first.getSourceFile();
  if (hasTextOverLines(holder)) return text.slice(first.getStart(), last.getEnd());
  const indentOf = (node: ts.Node) =>
    /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', node.getStart()) + 1, node.getStart()))?.[0] ?? '';
  const [inner, outer] = [indentOf(first), indentOf(holder)];
  return text.slice(first.getStart(), last.getEnd()).replaceAll(`\n${inner}`, `\n${outer}`);
}

const hasTextOverLines = (node: ts.Node): boolean =>
  ((ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) &&
    node.getText().includes('\n')) ||
  (ts.forEachChild(node, child => hasTextOverLines(child) || undefined) ?? false);
