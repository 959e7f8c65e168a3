import { ts } from 'ts-morph';
import { destructuredProperty, symbolAt } from '../code/bindings.ts';
import { isOneOfSeveral, isTakenFromSeveral } from '../code/dispatch.ts';
import { moduleExport } from '../code/module-members.ts';
import { wantReceiver } from '../code/receivers.ts';
import { replacementsOf } from '../code/replaced.ts';
import { rowOf } from '../code/rows.ts';
import {
  type Access,
  accessName,
  type FunctionNode,
  isAccess,
  isAssignment,
  isConst,
  isFunctionNode,
  keyOf,
  propertyName,
  returnedExpressions,
  unwrap,
} from '../code/syntax.ts';
import { wordsOfReact } from '../code/word-lists.ts';
import { type FoldContext, fold } from './fold.ts';
import { foldFormat } from './format.ts';
import { foldJoin, foldSegments, isJoiner } from './joins.ts';
import { foldMapGet } from './maps.ts';
import { objectLiteralOf } from './objects.ts';
import { DECODERS, foldReplace, foldRespelled } from './respell.ts';
import { takenReturns } from './returns.ts';
import { product, type Template } from './template.ts';
import { givenOf, textOf } from './truth.ts';
import { isReplaced } from './writes.ts';

type Method = (
  receiver: ts.Expression,
  call: ts.CallExpression,
  context: FoldContext,
) => Template[] | undefined;

/** Methods of strings and lists that build strings. */
const METHODS: Readonly<Record<string, Method>> = {
  concat: (receiver: ts.Expression, call: ts.CallExpression, context: FoldContext) =>
    foldAll([receiver, ...call.arguments], context),
  get: foldMapGet,
  join: foldJoin,
  toString: foldReceiver,
  trim: foldReceiver,
  trimEnd: foldReceiver,
  trimStart: foldReceiver,
  valueOf: foldReceiver,
  replace: foldReplace,
  toLowerCase: (receiver, _, context) => foldRespelled(receiver, text => text.toLowerCase(), context),
};

/** Methods that give back the text they are called on. */
function foldReceiver(
  receiver: ts.Expression,
  _call: ts.CallExpression,
  context: FoldContext,
): Template[] | undefined {
  return context.exactly ? undefined : fold(receiver, context);
}

/** Functions that give back the text they are given. */
const IDENTITIES = new Set(['String', 'encodeURI']);

/** Folds calls that build strings: methods, well-known joiners, and functions of the project that return one. */
export function foldCall(call: ts.CallExpression, context: FoldContext): Template[] | undefined {
  const callee = unwrap(call.expression);
  const [first] = call.arguments;
  const text = callee.getText();
  if (first && IDENTITIES.has(text)) return context.exactly ? undefined : fold(first, context);
  const decoder = first && rowOf(DECODERS, text);
  if (decoder) return foldRespelled(first, decoder, context);
  const own = foldProjectCall(call, callee, context) ?? foldFormat(call, callee, context);
  if (own) return own;
  if (isJoiner(callee, text, context))
    return context.exactly ? undefined : foldSegments([...call.arguments], '/', context);
  const method = isAccess(callee) ? rowOf(METHODS, accessName(callee)) : undefined;
  return isAccess(callee) ? method?.(callee.expression, call, context) : undefined;
}

/** A call into the project: the union of what its function returns, with this call's arguments. */
function foldProjectCall(
  call: ts.CallExpression,
  callee: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  const own = calledFunction(callee, context);
  const fn = own ?? givenFunction(callee, context);
  if (!fn || (own && replacementsOf(callee, own, context.workspace).length > 0)) return undefined;
  const inner = { ...context, frame: { fn, call, parent: context.frame } };
  const returned = takenReturns(fn, inner);
  if (returned.length === 0 || returned.length > 4) return undefined;
  return returned.flatMap(expression => fold(expression, inner));
}

/** `endpoint.url(id)` and `({ url }) => url(id)`: a function that the call which is looked into hands over. */
function givenFunction(callee: ts.Expression, context: FoldContext): FunctionNode | undefined {
  const given = isAccess(callee) ? memberOf(callee, context) : givenByName(callee, context);
  return isFunctionNode(given) ? given : given && calledFunction(given, context);
}

function givenByName(callee: ts.Expression, context: FoldContext): ts.Expression | undefined {
  const given = givenOf(callee, context);
  return given && given !== 'absent' ? unwrap(given.node) : undefined;
}

/** A member of an object that is written out. */
function memberOf(access: Access, context: FoldContext): ts.Expression | FunctionNode | undefined {
  const key = accessName(access) ?? textOf(keyOf(access) as ts.Expression, context);
  const owner = key === undefined ? undefined : objectLiteralOf(access.expression, context);
  const member = owner?.literal.properties.find(({ name }) => propertyName(name) === key);
  if (!member || isReplaced(member.name as ts.PropertyName, context)) return undefined;
  return ts.isMethodDeclaration(member)
    ? member
    : ts.isPropertyAssignment(member)
      ? unwrap(member.initializer)
      : undefined;
}

/** The function of the project that a callee names; undefined where it is not one, or one of several. */
export function calledFunction(
  callee: ts.Expression,
  context: Pick<FoldContext, 'workspace'>,
  depth = 0,
): FunctionNode | undefined {
  const inner = unwrap(callee);
  if (isFunctionNode(inner)) return inner;
  if (ts.isCallExpression(inner)) return returnedFunction(inner, context, depth);
  const symbol = symbolAt(context.workspace, isAccess(inner) ? keyOf(inner) : inner);
  if (!symbol && isAccess(inner)) wantReceiver(inner.expression, context.workspace);
  const fn = onlyFunction(symbol, context, depth);
  return fn && isOneOfSeveral(inner, fn, context.workspace) ? undefined : fn;
}

/** The function that the declarations of a name, of which some may only tell its types, give it. */
function onlyFunction(
  symbol: ts.Symbol | undefined,
  context: Pick<FoldContext, 'workspace'>,
  depth: number,
): FunctionNode | undefined {
  const [fn, ...others] = (symbol?.declarations ?? []).flatMap(
    declaration => functionOf(declaration) ?? aliasedFunction(declaration, context, depth) ?? [],
  );
  return others.length === 0 ? fn : undefined;
}

/** Names given to a name, one after the other; more would be a circle. */
const MOST_ALIASES = 5;

/** `{ show: names }`, `{ names }`, `const show = names`: another name of a function. */
function aliasedFunction(
  declaration: ts.Declaration,
  context: Pick<FoldContext, 'workspace'>,
  depth: number,
): FunctionNode | undefined {
  if (ts.isBindingElement(declaration)) return takenFunction(declaration, context, depth);
  const isAlias =
    ts.isPropertyAssignment(declaration) ||
    ts.isShorthandPropertyAssignment(declaration) ||
    (ts.isVariableDeclaration(declaration) && isConst(declaration));
  if (!isAlias || depth > MOST_ALIASES) return undefined;
  const value = ts.isShorthandPropertyAssignment(declaration) ? declaration.name : declaration.initializer;
  const inner = value && unwrap(value);
  return inner && calledFunction(inner, context, depth + 1);
}

/** `const { get } = useHttp()`, `const { list } = await import('./images')`: a member of what is made there. */
function takenFunction(
  element: ts.BindingElement,
  context: Pick<FoldContext, 'workspace'>,
  depth: number,
): FunctionNode | undefined {
  if (element.initializer || depth > MOST_ALIASES || !isConst(element)) return undefined;
  const { workspace } = context;
  const member = destructuredProperty(workspace, element) ?? moduleExport(workspace, element);
  if (!member && ts.isIdentifier(element.name)) wantReceiver(element.name, workspace);
  const fn = onlyFunction(member, context, depth + 1);
  return fn && isTakenFromSeveral(element, fn, workspace) ? undefined : fn;
}

/** `client(base)(path)`, `http.get.bind(http)`: the one function that a call gives back. */
function returnedFunction(
  call: ts.CallExpression,
  context: Pick<FoldContext, 'workspace'>,
  depth: number,
): FunctionNode | undefined {
  if (depth > MOST_ALIASES) return undefined;
  const callee = unwrap(call.expression);
  if (isAccess(callee) && accessName(callee) === 'bind' && call.arguments.length === 1)
    return calledFunction(callee.expression, context, depth + 1);
  const maker = calledFunction(callee, context, depth + 1);
  const isPlain = maker && !maker.asteriskToken && !isAsync(maker);
  const [returned, ...others] = isPlain ? returnedExpressions(maker) : [];
  const inner = returned && unwrap(returned);
  if (!inner || others.length > 0) return undefined;
  return isFunctionNode(inner) || ts.isIdentifier(inner)
    ? calledFunction(inner, context, depth + 1)
    : undefined;
}

const isAsync = (fn: FunctionNode): boolean =>
  ts.canHaveModifiers(fn) &&
  (ts.getModifiers(fn) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);

/** Wrappers that give back the function as it is: `useCallback(() => …)`, `cache(async () => …)`. */
const KEEPERS = wordsOfReact('useCallback cache memo memoize useMemoizedFn');

/** The function that a declaration gives a name to. */
export function functionOf(declaration: ts.Declaration) {
  if (isFunctionNode(declaration)) return declaration;
  const { initializer } = declaration as { initializer?: ts.Expression };
  let value = initializer ?? assignedValue(declaration);
  // What stands there is only the default.
  if (ts.isParameter(declaration) || ts.isBindingElement(declaration)) return undefined;
  value = value && unwrap(value);
  if (value && ts.isCallExpression(value) && KEEPERS.has(value.expression.getText()))
    value = value.arguments[0] && unwrap(value.arguments[0]);
  return isFunctionNode(value) ? value : undefined;
}

/** `exports.list = …`, `Glance.prototype.list = …`: the checker takes the assignment or its target for the declaration. */
function assignedValue(declaration: ts.Node): ts.Expression | undefined {
  const assignment = isAccess(declaration) ? declaration.parent : declaration;
  return isAssignment(assignment) ? assignment.right : undefined;
}

function foldAll(nodes: readonly ts.Expression[], context: FoldContext): Template[] | undefined {
  let alternatives: Template[] | undefined = [[]];
  for (const node of nodes) {
    if (ts.isSpreadElement(node)) return undefined;
    alternatives = alternatives && product(alternatives, fold(node, context));
  }
  return alternatives;
}
