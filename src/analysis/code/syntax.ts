import { ts } from 'ts-morph';

/** A node of TypeScript's tree that means the same as the expression inside it. */
function isTransparent(node: ts.Node): node is ts.Expression & { expression: ts.Expression } {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}

/** The expression without parentheses, casts and assertions around it. */
export function unwrap(node: ts.Expression): ts.Expression {
  let inner = node;
  while (isTransparent(inner)) inner = inner.expression;
  return inner;
}

/** The outermost node that means the same as this one. */
export function wrapped(node: ts.Node): ts.Node {
  let outer = node;
  while (isTransparent(outer.parent) && outer.parent.expression === outer) outer = outer.parent;
  return outer;
}

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

/** A function with a body that can be followed. */
export function isFunctionNode(node: ts.Node | undefined): node is FunctionNode {
  return node !== undefined && ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** The function whose body a node stands in. */
export function enclosingFunction(node: ts.Node): FunctionNode | undefined {
  return ts.findAncestor(node.parent, (parent): parent is FunctionNode => isFunctionNode(parent));
}

/** What a function is given: what TypeScript says of its `this` is no parameter. */
export const parametersOf = ({ parameters }: ts.SignatureDeclaration): readonly ts.ParameterDeclaration[] =>
  parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));

/** Which argument a parameter stands for. */
export const positionOf = (parameter: ts.ParameterDeclaration): number =>
  parametersOf(parameter.parent).indexOf(parameter);

/** The name of a property as text; undefined where it is computed at run time. */
export function propertyName(name: ts.PropertyName | ts.BindingName | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(unwrap(name.expression))) {
    return (unwrap(name.expression) as ts.StringLiteralLike).text;
  }
  return undefined;
}

export type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

export const isAccess = (node: ts.Node): node is Access =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** The name that an access reads; undefined where the key is not a literal. */
export function accessName(node: Access): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const key = unwrap(node.argumentExpression);
  return ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : undefined;
}

/** The same name, to be compared with others: empty where it is not known. */
export const memberName = (node: Access): string => accessName(node) ?? '';

/** Whether a node stands in another one, or is it. */
export const isAround = (node: ts.Node, inner: ts.Node): boolean =>
  node.getSourceFile() === inner.getSourceFile() && node.pos <= inner.pos && inner.end <= node.end;

/** What says which member an access reads: a name, or the expression in brackets. */
export const keyOf = (node: Access): ts.MemberName | ts.Expression =>
  ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;

/** Whether a member is one of its class, not of what it makes. */
export const isStatic = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);

/** The member that a pattern takes out; undefined for a computed one, and for all the rest. */
export const takenName = (element: ts.BindingElement): string | undefined =>
  element.dotDotDotToken ? undefined : propertyName(element.propertyName ?? element.name);

/** `a.b.c` as text; undefined where something else than names is in the chain. */
export function dottedName(node: ts.Expression): string | undefined {
  const inner = unwrap(node);
  if (ts.isIdentifier(inner)) return inner.text;
  if (inner.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (!ts.isPropertyAccessExpression(inner)) return undefined;
  const head = dottedName(inner.expression);
  return head === undefined ? undefined : `${head}.${inner.name.text}`;
}

/** The call that has this node as its callee, seen through parentheses and casts. */
export function callOf(node: ts.Node): ts.CallExpression | undefined {
  const outer = wrapped(node);
  const parent = outer.parent;
  return ts.isCallExpression(parent) && parent.expression === outer ? parent : undefined;
}

/** The name that a call goes by: `get` of `get(…)` and of `api.get(…)`. */
export function calleeName({ expression }: ts.CallExpression | ts.NewExpression): string {
  const callee = unwrap(expression);
  return isAccess(callee) ? memberName(callee) : callee.getText();
}

/** All returned expressions of a function: its `return`s, or the body of a short arrow. */
export function returnedExpressions(fn: FunctionNode): ts.Expression[] {
  const body = fn.body;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

/** All `yield`s of a generator. */
export function yieldsOf(fn: FunctionNode): ts.YieldExpression[] {
  const found: ts.YieldExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isYieldExpression(node)) found.push(node);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(fn, visit);
  return found;
}

export const isAssignment = (node: ts.Node): node is ts.AssignmentExpression<ts.AssignmentOperatorToken> =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;

/** `held ??= load()`: also reads what it writes to, and may give that. */
export const isKeepingAssignment = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    node.operatorToken.kind === ts.SyntaxKind.BarBarEqualsToken);

/** Whether an expression is written to: assigned, by a pattern or the head of a loop too, incremented, deleted. */
export function isWritten(node: ts.Node): boolean {
  const outer = wrapped(node);
  const parent = outer.parent;
  if (isAssignment(parent)) return parent.left === outer;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === outer;
  if (ts.isDeleteExpression(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return (
      parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
    );
  const literal = literalAround(outer);
  return literal !== undefined && isWritten(literal);
}

/** The list or object that an expression is an element of: a pattern, where that is written to. */
function literalAround(node: ts.Node): ts.Expression | undefined {
  const { parent } = node;
  if (ts.isSpreadElement(parent)) return literalAround(parent);
  if (ts.isArrayLiteralExpression(parent)) return parent;
  const isValue = ts.isPropertyAssignment(parent)
    ? parent.initializer === node
    : ts.isShorthandPropertyAssignment(parent) || ts.isSpreadAssignment(parent);
  return isValue ? (parent.parent as ts.ObjectLiteralExpression) : undefined;
}

/**
 * What is written to an expression that {@link isWritten}: the value of an assignment. A pattern and the head of a loop
 * take it from something (`isPart`), and a pattern may have a default too.
 */
export function valuesWritten(node: ts.Node): { value: ts.Expression; isPart: boolean }[] {
  const outer = wrapped(node);
  const { parent } = outer;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent))
    return [{ value: parent.expression, isPart: true }];
  const assigned = isAssignment(parent) ? [{ value: parent.right, isPart: false }] : [];
  const literal = literalAround(isAssignment(parent) ? wrapped(parent) : outer);
  const isPattern = literal !== undefined && isWritten(literal);
  if (!isPattern) return assigned;
  return [...assigned, ...valuesWritten(literal).map(({ value }) => ({ value, isPart: true }))];
}

/** A value that any reader can live with: nothing, or something empty. */
export function isNeutral(node: ts.Expression): boolean {
  const inner = unwrap(node);
  if (ts.isIdentifier(inner)) return inner.text === 'undefined';
  if (ts.isVoidExpression(inner)) return true;
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.length === 0;
  if (ts.isObjectLiteralExpression(inner)) return inner.properties.length === 0;
  if (ts.isStringLiteralLike(inner)) return inner.text === '';
  if (ts.isNewExpression(inner))
    return (
      /^(?:Map|Set|Array|\w*Subject)$/.test(inner.expression.getText()) && !inner.arguments?.some(isFull)
    );
  if (ts.isConditionalExpression(inner)) return isNeutral(inner.whenTrue) && isNeutral(inner.whenFalse);
  if (ts.isCallExpression(inner))
    return (
      /\b(?:resolve|reject|ref|shallowRef|useRef|reactive|shallowReactive|freeze|create|of|writable|signal|state|raw|observable)$/.test(
        inner.expression.getText(),
      ) && inner.arguments.every(isNeutral)
    );
  return inner.kind === ts.SyntaxKind.NullKeyword || inner.kind === ts.SyntaxKind.FalseKeyword;
}

/** An expression of a template without the code that was made around it. */
const asWritten = (text: string): string =>
  text.replace(/^__gs_\w+\((?:[\w$]+, '[^']*', )?\(([\s\S]*)\)\)$/, '$1');

const isFull = (node: ts.Expression): boolean => !isNeutral(node);

/** A short text of a node for messages: one line, cut where it is long. */
export function excerpt(node: ts.Node): string {
  const text = asWritten(node.getText()).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Whether a variable is declared with `const`. */
export const isConst = (node: ts.VariableDeclaration | ts.BindingElement): boolean =>
  (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;

/** A name or a path of names: reading it twice is like reading it once. */
export const isRepeatable = (node: ts.Expression): boolean =>
  ts.isIdentifier(node) ||
  (ts.isPropertyAccessExpression(node) && isRepeatable(node.expression)) ||
  (ts.isElementAccessExpression(node) &&
    isRepeatable(node.expression) &&
    (ts.isStringLiteralLike(node.argumentExpression) || ts.isNumericLiteral(node.argumentExpression))) ||
  node.kind === ts.SyntaxKind.ThisKeyword;

/** What a name stands for where it is used: `this.options` for the name `options` in it, with what is around it. */
export const referenceAt = (use: ts.Node): ts.Node =>
  wrapped(isAccess(use.parent) && use.parent.expression !== use ? use.parent : use);

/** Operators that give back one of their sides, or both together. */
export const BUILDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.CommaToken,
]);

/** `api.list` for the name `list` in it. */
export const referenceOf = (use: ts.Node): ts.Node =>
  isAccess(use.parent) && use.parent.expression !== use ? use.parent : use;

const NAME = /^[A-Za-z_$][\w$]*$/;

/** Whether a member of this name is written without quotes: `image.name`, `{ name: … }`. */
export const isBareName = (text: string): boolean => NAME.test(text);

const POSITION = /^\d+$/;

/** Whether the name of a member is a position in a list. */
export const isPosition = (name: string): boolean => POSITION.test(name);

/** A literal of text, or a piece of a template between its gaps. */
export const isTextPiece = (
  node: ts.Node,
): node is ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);

/** The expression of a literal; for a piece of a template, the template. */
export function stringExpression(node: ts.Node): ts.Expression {
  if (ts.isTemplateHead(node)) return node.parent as ts.TemplateExpression;
  if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
    return node.parent.parent as ts.TemplateExpression;
  return node as ts.Expression;
}
