import { ts } from 'ts-morph';
import { changedFields } from '../answer/fields.ts';
import type { Trace } from '../answer/tracker.ts';
import { symbolAt } from '../code/bindings.ts';
import { excerpt, isFunctionNode, propertyName, returnedExpressions, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { block } from '../edits/draft.ts';

/** What the columns of a table are called where it is given its rows. */
const COLUMNS = words(
  'column columns columnDef columnDefs columnDefinitions cols fields headers defaultSort sortBy rowKey',
);
/** What a column calls the field that it shows. */
const KEYS = words(
  'dataIndex dataKey key accessor accessorKey field fieldName prop property selector path name id colId ' +
    'sort sortBy sortKey sorting valuePath value valueField',
);

/** The columns of a table that is given images: each one that names a field which has changed is told by its place. */
export function blockColumns(given: readonly ts.Node[], trace: Trace): void {
  for (const member of given) {
    const isNamed = (ts.isJsxAttribute(member) || ts.isObjectLiteralElementLike(member)) && member.name;
    if (!isNamed || !COLUMNS.has(member.name?.getText() ?? '')) continue;
    const value = givenColumns(member, trace);
    if (value) visit(value, trace);
  }
}

/** The expression of columns, behind the name of a constant. */
function givenColumns(member: ts.Node, trace: Trace): ts.Node | undefined {
  if (ts.isShorthandPropertyAssignment(member)) return behind(member.name, trace);
  const { initializer } = member as { initializer?: ts.Node };
  const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
  return value && ts.isExpression(value) ? behind(value, trace) : undefined;
}

function behind(value: ts.Expression, { tracker }: Trace): ts.Node {
  const inner = unwrap(value);
  const called = ts.isCallExpression(inner) && ts.isIdentifier(inner.expression) ? inner.expression : inner;
  const declaration = ts.isIdentifier(called)
    ? symbolAt(tracker.workspace, called)?.valueDeclaration
    : undefined;
  if (declaration && ts.isVariableDeclaration(declaration)) return declaration.initializer ?? inner;
  if (isFunctionNode(declaration)) return declaration.body ?? inner;
  return inner;
}

/** All names of fields in columns, however they are put together. */
function visit(node: ts.Node, trace: Trace): void {
  if (ts.isPropertyAssignment(node) && KEYS.has(propertyName(node.name) ?? '') && isName(node.initializer))
    return judge(unwrap(node.initializer), trace);
  if (ts.isStringLiteralLike(node) && isListed(node)) judge(node, trace);
  else if (ts.isSpreadElement(node)) visit(behind(node.expression, trace), trace);
  if (isFunctionNode(node)) for (const result of returnedExpressions(node)) visit(result, trace);
  else ts.forEachChild(node, child => visit(child, trace));
}

const isName = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(unwrap(node)) || ts.isArrayLiteralExpression(unwrap(node));

/** `['name', 'is_public']`, `accessor('is_public', …)`. */
const isListed = (node: ts.Node): boolean =>
  ts.isArrayLiteralExpression(node.parent) ||
  (ts.isCallExpression(node.parent) && node.parent.arguments[0] === node);

function judge(value: ts.Expression, { draft }: Trace): void {
  const first = ts.isArrayLiteralExpression(value) ? value.elements[0] : value;
  const name = first && ts.isStringLiteralLike(first) ? first.text.split('.')[0] : undefined;
  if (name !== undefined && changedFields(draft.rule).includes(name))
    block(draft, 'column', value, { name: excerpt(value) });
}
