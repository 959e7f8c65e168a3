import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { isSometimesRun } from '../code/conditions.ts';
import { replacementsOf } from '../code/replaced.ts';
import {
  accessName,
  enclosingFunction,
  excerpt,
  type FunctionNode,
  isAccess,
  isFunctionNode,
  isNeutral,
  keyOf,
  propertyName,
  returnedExpressions,
  unwrap,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { block } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import { fold } from '../fold/fold.ts';
import { type Frame, flatText } from '../fold/template.ts';
import { foldCondition } from '../fold/truth.ts';
import { readBinding, readParameter } from './arguments.ts';
import { assignedValues } from './assigned.ts';
import { readChoice, readSometimes } from './choice.ts';
import { readObject, writtenParam } from './objects.ts';
import { readPairList } from './pairs.ts';
import { type QueryContext, WRITERS } from './query.ts';
import { readQueryText } from './text.ts';
import { readUrlVariable } from './url.ts';
import { readBuiltUp, readHeldBy } from './uses.ts';
import { ignoresName, readJoined, readMapped } from './walk.ts';

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
  [ts.SyntaxKind.ObjectLiteralExpression]: (node, context) => {
    addSite(readObject(node as ts.ObjectLiteralExpression, context), context);
    readHeldBy(node as ts.ObjectLiteralExpression, context);
    return true;
  },
  [ts.SyntaxKind.ArrayLiteralExpression]: (node, context) =>
    addSite(readPairList(node as ts.ArrayLiteralExpression, context), context),
  [ts.SyntaxKind.StringLiteral]: readText,
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: readText,
  [ts.SyntaxKind.TemplateExpression]: readText,
  [ts.SyntaxKind.BinaryExpression]: readBinary,
  [ts.SyntaxKind.ConditionalExpression]: (node, context) => {
    const { whenTrue, whenFalse } = node as ts.ConditionalExpression;
    return readOneOf(node, [whenTrue, whenFalse], context);
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

/** Reads expressions of which one is the query. */
function readOneOf(node: ts.Node, values: readonly ts.Expression[], context: QueryContext): boolean {
  const branches = values.map(value => () => readQuery(value, context));
  readChoice(node, branches, context);
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
  if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return readSometimes(context, () => readAll([right], context));
  if (operatorToken.kind === ts.SyntaxKind.PlusToken) return readText(node, context);
  const isChoice = [
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
    ts.SyntaxKind.EqualsToken,
  ].includes(operatorToken.kind);
  if (!isChoice) return false;
  const isLeft = foldCondition(left, { workspace: context.draft.workspace, frame: context.frame, depth: 0 });
  return isLeft ? readAll([left], context) : readOneOf(node, [left, right], context);
}

/** Functions that turn an object into a query, or give it back changed in no way that matters. */
const SERIALIZERS = words(
  'qs.stringify qs.encode querystring.stringify querystring.encode queryString.stringify ' +
    'queryString.encode QueryString.stringify QueryString.encode stringify $.param jQuery.param String ' +
    'Object.freeze Object.fromEntries Object.entries encodeURI omitBy pickBy _.omitBy _.pickBy ' +
    'buildQueryString toQueryString',
);

/** `pickBy(query, (value, name) => …)`, `stringify(query, { filter: […] })`: what is sent depends on the old names. */
function asksForNames({ arguments: [, given] }: ts.CallExpression, { draft }: QueryContext): boolean {
  const inner = given && unwrap(given);
  if (!inner) return false;
  if (ts.isObjectLiteralExpression(inner))
    return inner.properties.some(({ name }) => propertyName(name) === 'filter');
  const fn = calledFunction(inner, draft);
  return fn !== undefined && (fn.parameters.length > 1 || fn.parameters[0]?.dotDotDotToken !== undefined);
}

function readCall(node: ts.Expression, outer: QueryContext): boolean {
  // A function may leave out what is undefined, before anything makes a text of it.
  const context: QueryContext = { ...outer, coerces: false };
  const call = node as ts.CallExpression;
  const callee = unwrap(call.expression);
  const text = callee.getText();
  if (text === 'Object.assign') return readAll(call.arguments, context);
  const fn = calledFunction(callee, context.draft);
  if (fn && isFunctionNode(fn)) {
    return readCalled(fn, { fn, call, parent: context.frame }, context);
  }
  if (SERIALIZERS.has(text))
    return !asksForNames(call, context) && readAll(call.arguments.slice(0, 1), context);
  if (!isAccess(callee)) return false;
  const member = accessName(callee);
  if (member === 'map') return readMapped(call, context);
  if (member === 'join') return readJoined(call, context);
  if (member === 'toString' || (member === 'filter' && ignoresName(call.arguments[0])))
    return readAll([callee.expression], context);
  if (WRITERS.has(member) && call.arguments[0]) {
    const param = writtenParam(call, call.arguments[0], context);
    if (param) context.sites.push({ node: call, params: [param] });
    return readAll([callee.expression], context);
  }
  return false;
}

/** What a function adds to the parameter that it gives back, its other callers get too. */
function readCalled(fn: FunctionNode, frame: Frame, context: QueryContext): boolean {
  if (replacementsOf(frame.call.expression, fn, context.draft.workspace).length > 0) return false;
  const from = context.sites.length;
  const isRead = readReturns(fn, { ...context, frame });
  for (const site of context.sites.slice(from))
    if (site.roots?.length === 0) site.helpers = [...(site.helpers ?? []), frame];
  return isRead;
}

/** What a function gives back; where its end can be reached without a `return`, that may be nothing. */
function readReturns(fn: FunctionNode, context: QueryContext): boolean {
  const returned = returnedExpressions(fn);
  const [only, ...others] = returned;
  if (only && others.length === 0 && isSometimesRun(only, fn.body ?? fn))
    return readSometimes(context, () => readAll(returned, context));
  return readOneOf(fn, returned, context);
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
  return readHolder(symbol, declaration, context);
}

/** A variable or member: what it is declared with, or given later on, and what is done to it. */
function readHolder(
  symbol: ts.Symbol,
  declaration: ts.VariableDeclaration | ts.PropertyAssignment | ts.PropertyDeclaration,
  context: QueryContext,
  outer = context,
): boolean {
  const { initializer } = declaration;
  // What is done to it is read below, not as to another name of its value.
  context.seen.add(declaration);
  const assigned = assignedValues(symbol, context.draft.workspace);
  if (!assigned) return false;
  const isGiven = initializer !== undefined || assigned.some(value => !isSometimesRun(value, declaration));
  const values = [...(initializer ? [initializer] : []), ...assigned];
  // The head of a loop, or other code, gives it what nobody sees.
  if (values.length === 0) return false;
  if (isGiven) readOneOf(declaration, values, context);
  else readSometimes(context, () => readAll(values, context));
  readBuiltUp(symbol, outer);
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
  if (!value || !isOneObject(access.expression, context)) return false;
  const inner = { ...context, frame: undefined };
  const read = () => readHolder(symbol, declaration as ts.PropertyAssignment, inner, context);
  return isMemberThere(access, declaration) ? read() : readSometimes(context, read);
}

/** Whether what a member is read of can be seen to be one object: no parameter, and given its value once. */
function isOneObject(owner: ts.Expression, { draft: { workspace } }: QueryContext): boolean {
  const inner = unwrap(owner);
  const symbol = symbolAt(workspace, isAccess(inner) ? keyOf(inner) : inner);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration || !('initializer' in declaration)) return true;
  const assigned = assignedValues(symbol, workspace);
  const given = (declaration.initializer ? 1 : 0) + (assigned?.length ?? 2);
  return !ts.isParameter(declaration) && given < 2;
}

/** Not `options?.params`, nor `options.params` where `options` are one of several. */
function isMemberThere(access: ts.PropertyAccessExpression, { parent: owner }: ts.Node): boolean {
  const fn = enclosingFunction(owner);
  const anchor = fn === enclosingFunction(access) ? access : (fn?.body ?? owner.getSourceFile());
  return !access.questionDotToken && !isSometimesRun(owner, anchor);
}
