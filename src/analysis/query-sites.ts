import { ts } from 'ts-morph';
import { symbolAt, usesOf } from './bindings.ts';
import { block } from './draft.ts';
import { fold } from './fold.ts';
import { calledFunction } from './fold-calls.ts';
import { givenElement } from './fold-objects.ts';
import type { QueryContext } from './query.ts';
import { readBuiltUp, readObject, writtenParam } from './query-objects.ts';
import { readPairList } from './query-pairs.ts';
import { isKnownParameter } from './query-plan.ts';
import { readQueryText } from './query-text.ts';
import { readUrlVariable } from './query-url.ts';
import {
  accessName,
  excerpt,
  isAccess,
  isFunctionNode,
  isNeutral,
  propertyName,
  returnedExpressions,
  unwrap,
  wrapped,
} from './syntax.ts';
import { flatText } from './template.ts';

/** An object that may be the query is one where every key is a parameter; else nothing is certain. */
export function readDoubtful(literal: ts.ObjectLiteralExpression, context: QueryContext): void {
  const names = literal.properties.map(property => propertyName(property.name));
  const isQuery = names.every(name => name !== undefined && isKnownParameter(name, context.draft.rule));
  if (isQuery) readQuery(literal, context);
  else block(context.draft, 'opaque-query', literal, { text: excerpt(literal) });
}

type Reader = (node: ts.Expression, context: QueryContext) => boolean;

/**
 * Reads an expression that is, or gives, a query: object, text, `URLSearchParams`, a variable with all that is
 * done to it, a parameter with what its callers pass. What cannot be read is a blocker.
 */
export function readQuery(node: ts.Expression, context: QueryContext): void {
  const inner = unwrap(node);
  if (context.seen.has(inner) || isNeutral(inner)) return;
  context.seen.add(inner);
  const reader = READERS[inner.kind];
  if (!reader?.(inner, context)) block(context.draft, 'opaque-query', node, { text: excerpt(node) });
}

/** One row for each kind of expression that a query is given as. False: not understood. */
const READERS: Partial<Record<ts.SyntaxKind, Reader>> = {
  [ts.SyntaxKind.ObjectLiteralExpression]: (node, context) =>
    addSite(readObject(node as ts.ObjectLiteralExpression, context), context),
  [ts.SyntaxKind.ArrayLiteralExpression]: (node, context) =>
    addSite(readPairList(node as ts.ArrayLiteralExpression, context), context),
  [ts.SyntaxKind.StringLiteral]: readText,
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: readText,
  [ts.SyntaxKind.TemplateExpression]: readText,
  [ts.SyntaxKind.BinaryExpression]: readBinary,
  [ts.SyntaxKind.ConditionalExpression]: (node, context) => {
    const { whenTrue, whenFalse } = node as ts.ConditionalExpression;
    return readAll([whenTrue, whenFalse], context);
  },
  [ts.SyntaxKind.AwaitExpression]: (node, context) =>
    readAll([(node as ts.AwaitExpression).expression], context),
  [ts.SyntaxKind.NewExpression]: (node, context) => {
    const { expression, arguments: given } = node as ts.NewExpression;
    const inner = { ...context, coerces: true };
    if (expression.getText() === 'HttpParams') return readHttpParams(given?.[0], inner);
    return expression.getText() === 'URLSearchParams' && readAll(given?.slice(0, 1) ?? [], inner);
  },
  [ts.SyntaxKind.CallExpression]: readCall,
  [ts.SyntaxKind.Identifier]: readName,
  [ts.SyntaxKind.PropertyAccessExpression]: readMember,
};

/** `new HttpParams({ fromObject: { limit: 5 } })`, `new HttpParams({ fromString: 'limit=5' })`. */
function readHttpParams(options: ts.Expression | undefined, context: QueryContext): boolean {
  if (!options) return true;
  const literal = unwrap(options);
  if (!ts.isObjectLiteralExpression(literal)) return false;
  return literal.properties.every(property => {
    const key = propertyName(property.name);
    if (key === 'encoder') return true;
    if (key !== 'fromObject' && key !== 'fromString') return false;
    if (ts.isPropertyAssignment(property)) return readAll([property.initializer], context);
    return ts.isShorthandPropertyAssignment(property) && readAll([property.name], context);
  });
}

function addSite(site: ReturnType<typeof readObject>, context: QueryContext): boolean {
  context.sites.push(site);
  return true;
}

function readAll(nodes: readonly ts.Expression[], context: QueryContext): boolean {
  for (const node of nodes) readQuery(node, context);
  return true;
}

function readText(node: ts.Expression, context: QueryContext): boolean {
  for (const template of fold(node, { workspace: context.draft.workspace, frame: context.frame, depth: 0 })) {
    const [first] = template;
    const isPrefixed = first && 'text' in first && /^[?&]/.test(first.text);
    const text = isPrefixed
      ? [
          { ...first, text: first.text.slice(1), start: first.start < 0 ? -1 : first.start + 1 },
          ...template.slice(1),
        ]
      : template;
    if (flatText(text) !== '') context.sites.push(readQueryText(text, context));
  }
  return true;
}

/** `a || {}`, `cond && {…}`; a sum is text. */
function readBinary(node: ts.Expression, context: QueryContext): boolean {
  const { left, right, operatorToken } = node as ts.BinaryExpression;
  if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return readAll([right], context);
  if (operatorToken.kind === ts.SyntaxKind.PlusToken) return readText(node, context);
  const isChoice = [
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
    ts.SyntaxKind.EqualsToken,
  ].includes(operatorToken.kind);
  return isChoice && readAll([left, right], context);
}

/** Functions that turn an object into a query, or give it back changed in no way that matters. */
const SERIALIZERS =
  /^(?:(?:qs|querystring|queryString|query-string|QueryString)\.(?:stringify|encode)|stringify|\$\.param|jQuery\.param|String|Object\.(?:freeze|fromEntries|entries)|encodeURI|omitBy|pickBy|_\.(?:omitBy|pickBy)|buildQueryString|toQueryString)$/;

function readCall(node: ts.Expression, context: QueryContext): boolean {
  const call = node as ts.CallExpression;
  const callee = unwrap(call.expression);
  const text = callee.getText();
  if (text === 'Object.assign') return readAll(call.arguments, context);
  const fn = calledFunction(callee, context.draft);
  if (fn && isFunctionNode(fn)) {
    const frame = { fn, call, parent: context.frame };
    return readAll(returnedExpressions(fn), { ...context, frame });
  }
  if (SERIALIZERS.test(text))
    return readAll(call.arguments.slice(0, 1), { ...context, coerces: context.coerces });
  if (!isAccess(callee)) return false;
  const member = accessName(callee);
  if (member === 'toString' || member === 'filter') return readAll([callee.expression], context);
  if ((member === 'set' || member === 'append') && call.arguments[0]) {
    const param = writtenParam(call, call.arguments[0], context);
    if (param) context.sites.push({ node: call, params: [param] });
    return readAll([callee.expression], { ...context, coerces: true });
  }
  return false;
}

function readName(node: ts.Expression, context: QueryContext): boolean {
  const symbol = symbolAt(context.draft.workspace, node);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration) return false;
  if (ts.isParameter(declaration)) return readParameter(declaration, symbol, context);
  if (ts.isBindingElement(declaration)) return readBinding(declaration, context);
  if (!ts.isVariableDeclaration(declaration)) return false;
  const isText = declaration.initializer !== undefined && isTextual(declaration.initializer);
  if (isText) return readText(node, context);
  const coerces = context.coerces || /\bURLSearchParams\b/.test(declaration.initializer?.getText() ?? '');
  if (declaration.initializer) readQuery(declaration.initializer, { ...context, coerces });
  readBuiltUp(symbol, { ...context, coerces });
  return true;
}

const isTextual = (node: ts.Expression): boolean => {
  const inner = unwrap(node);
  return (
    ts.isStringLiteralLike(inner) ||
    ts.isTemplateExpression(inner) ||
    (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.PlusToken)
  );
};

/** A parameter: the argument of the open call, else the arguments of all callers. */
function readParameter(
  parameter: ts.ParameterDeclaration,
  symbol: ts.Symbol,
  context: QueryContext,
): boolean {
  const index = parameter.parent.parameters.indexOf(parameter);
  if (parameter.initializer) readQuery(parameter.initializer, context);
  readBuiltUp(symbol, context);
  return readArguments(parameter.parent, context, call => call.arguments?.[index]);
}

/** `{ query, path }` as a parameter: the member of what is passed. */
function readBinding(element: ts.BindingElement, context: QueryContext): boolean {
  const owner = element.parent.parent;
  if (ts.isArrayBindingPattern(element.parent)) return readElement(element, element.parent, context);
  const key = propertyName(element.propertyName ?? element.name);
  if (!ts.isParameter(owner) || key === undefined || element.dotDotDotToken) return false;
  const index = owner.parent.parameters.indexOf(owner);
  if (element.initializer) readQuery(element.initializer, context);
  return readArguments(owner.parent, context, call => {
    const given = call.arguments?.[index];
    const literal = given && unwrap(given);
    if (!literal || !ts.isObjectLiteralExpression(literal)) return given;
    const property = literal.properties.find(p => propertyName(p.name) === key);
    if (!property) return undefined;
    return ts.isPropertyAssignment(property)
      ? property.initializer
      : ((property.name as ts.Expression | undefined) ?? given);
  });
}

/** `([path, query]) => …` as a parameter: the element of the list that is passed. */
function readElement(
  element: ts.BindingElement,
  pattern: ts.ArrayBindingPattern,
  context: QueryContext,
): boolean {
  const { workspace } = context.draft;
  const found = givenElement(element, pattern, { workspace, frame: context.frame, depth: 0 });
  if (found) readQuery(found.node, { ...context, frame: found.frame });
  return found !== undefined;
}

type Pick = (call: ts.CallExpression | ts.NewExpression) => ts.Expression | undefined;

function readArguments(fn: ts.SignatureDeclaration, context: QueryContext, pick: Pick): boolean {
  const open = openFrame(fn, context);
  if (open) {
    const given = pick(open.call);
    if (given) readQuery(given, { ...context, frame: open.parent });
    return true;
  }
  const calls = callsOfFunction(fn, context);
  if (!calls) return false;
  for (const call of calls) {
    const given = pick(call);
    if (given) readQuery(given, { ...context, frame: undefined });
  }
  return true;
}

function openFrame(fn: ts.SignatureDeclaration, { frame }: QueryContext) {
  let open = frame;
  while (open && open.fn !== fn) open = open.parent;
  return open;
}

/** All calls of a function; undefined where it has none that we see, or is handed on. */
function callsOfFunction(
  fn: ts.SignatureDeclaration,
  { draft }: QueryContext,
): ts.CallExpression[] | undefined {
  const holder = wrapped(fn).parent as ts.NamedDeclaration;
  const name = (fn as ts.NamedDeclaration).name ?? holder.name;
  const symbol = name && symbolAt(draft.workspace, name);
  if (!symbol) return undefined;
  const { sure, unsure } = usesOf(draft.workspace, symbol);
  const calls = sure.map(use => callAround(use)).filter(call => call !== undefined);
  return calls.length === sure.length && calls.length > 0 && unsure.length === 0 ? calls : undefined;
}

function callAround(use: ts.Node): ts.CallExpression | undefined {
  const callee = wrapped(isAccess(use.parent) ? use.parent : use);
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee
    ? callee.parent
    : undefined;
}

/** `config.params`, `this.query`: the member's value and what is done to it. */
function readMember(node: ts.Expression, context: QueryContext): boolean {
  const access = node as ts.PropertyAccessExpression;
  if (access.name.text === 'search' || access.name.text === 'searchParams')
    return ts.isIdentifier(access.expression) && readUrlVariable(access.expression, context);
  const symbol = symbolAt(context.draft.workspace, access.name);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration) return false;
  const value =
    ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)
      ? declaration.initializer
      : undefined;
  if (!value) return false;
  readQuery(value, { ...context, frame: undefined });
  readBuiltUp(symbol, context);
  return true;
}
