import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import {
  type FunctionNode,
  isConst,
  isFunctionNode,
  isNeutral,
  propertyName,
  returnedExpressions,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { Workspace } from '../project/project.ts';
import { calledFunction } from './calls.ts';

/** Hooks of SWR that give a key to a function, and put what that promises into the member `data`. */
const HOOKS = words('useSWR useSWRImmutable');

/** Calls that a URL is given to as the name of what is cached: it says nothing about how it is sent. */
const KEY_CALLS = words('useSWR useSWRImmutable unstable_serialize');

/** The same, where the file has them from SWR: others call their functions so too. */
const COMMON_KEY_CALLS = new Set(['preload', 'mutate']);

const calleeText = (call: ts.Node): string =>
  ts.isCallExpression(call) ? unwrap(call.expression).getText() : '';

export const isKeyHook = (call: ts.Node): boolean => HOOKS.has(calleeText(call));

export const isKeyCall = (call: ts.Node): boolean => {
  const text = calleeText(call);
  return KEY_CALLS.has(text) || (COMMON_KEY_CALLS.has(text) && isFromSwr(call.getSourceFile()));
};

const isFromSwr = ({ text }: ts.SourceFile): boolean =>
  /['"]swr(?:\/\w+)?['"]/.test(text) && !/\buseMutation\b/.test(text);

/**
 * What a hook calls its fetcher with: a key that is a function gives it, and where it gives nothing, or the condition
 * before it does not hold, nothing is sent.
 */
function keyGiven(key: ts.Expression, workspace: Workspace): ts.Expression {
  const inner = unwrap(key);
  const [only, ...others] = sentBy(inner, workspace);
  return only && others.length === 0 && only !== inner ? keyGiven(only, workspace) : key;
}

function sentBy(key: ts.Expression, workspace: Workspace): ts.Expression[] {
  if (isFunctionNode(key)) return returnedExpressions(key).filter(value => !isNeutral(value));
  if (ts.isConditionalExpression(key))
    return [key.whenTrue, key.whenFalse].filter(value => !isNeutral(value));
  if (ts.isBinaryExpression(key) && key.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return [key.right];
  const value = ts.isIdentifier(key) ? constantOf(key, workspace) : undefined;
  // A plain constant is read by its name, as everywhere.
  return value && sentBy(value, workspace).length > 0 ? [value] : [];
}

function constantOf(name: ts.Identifier, workspace: Workspace): ts.Expression | undefined {
  const declaration = symbolAt(workspace, name)?.valueDeclaration;
  const isKnown = declaration && ts.isVariableDeclaration(declaration) && isConst(declaration);
  return isKnown && declaration.initializer ? unwrap(declaration.initializer) : undefined;
}

/** An argument as the function that is called gets it. */
export function argumentAt(
  call: ts.CallExpression | ts.NewExpression,
  index: number,
  workspace: Workspace,
): ts.Expression | undefined {
  const given = call.arguments?.[index];
  return given && index === 0 && isKeyHook(call) ? keyGiven(given, workspace) : given;
}

/** Composables that call a function for the URL, each time that what it reads has changed. */
const URL_CALLS = words('useFetch useLazyFetch');

/** `useFetch(() => url)`: the URL itself. */
export function urlGiven(call: ts.Node, node: ts.Expression): ts.Expression {
  const inner = unwrap(node);
  const [only, ...others] =
    isFunctionNode(inner) && URL_CALLS.has(calleeText(call)) ? returnedExpressions(inner) : [];
  return only && others.length === 0 ? only : node;
}

/** The call that a function gives the URL of. */
export function callOfUrl(fn: ts.Node): ts.CallExpression | undefined {
  const { parent } = wrapped(fn);
  return ts.isCallExpression(parent) &&
    URL_CALLS.has(calleeText(parent)) &&
    parent.arguments[0] === wrapped(fn)
    ? parent
    : undefined;
}

/** The hook that a function gives the key of. */
export function hookOfKey(fn: ts.Node): ts.CallExpression | undefined {
  const { parent } = wrapped(fn);
  return ts.isCallExpression(parent) && isKeyHook(parent) && parent.arguments[0] === wrapped(fn)
    ? parent
    : undefined;
}

/** The function that a hook calls with its key: its own, or that of the one `SWRConfig` of the project. */
export function fetcherOf(call: ts.Node, workspace: Workspace): FunctionNode | undefined {
  if (!ts.isCallExpression(call) || !isKeyHook(call)) return undefined;
  const own = call.arguments[1] && unwrap(call.arguments[1]);
  if (own && !ts.isObjectLiteralExpression(own)) return calledFunction(own, { workspace });
  const configured = configuredFetchers(call, workspace);
  return configured.length === 1 && configured[0] ? calledFunction(configured[0], { workspace }) : undefined;
}

/** `<SWRConfig value={{ fetcher }}>` */
function configuredFetchers(call: ts.Node, workspace: Workspace): ts.Expression[] {
  workspace.wantMentions('SWRConfig', [workspace.pathOf(call)]);
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningLikeElement(node) && node.tagName.getText() === 'SWRConfig')
      found.push(...node.attributes.properties.flatMap(attribute => fetcherIn(attribute, workspace)));
    ts.forEachChild(node, visit);
  };
  for (const file of workspace.files.values()) if (file.text.includes('SWRConfig')) visit(file);
  return found;
}

function fetcherIn(attribute: ts.JsxAttributeLike, workspace: Workspace): ts.Expression[] {
  const value = ts.isJsxAttribute(attribute) ? attribute.initializer : undefined;
  const given = value && ts.isJsxExpression(value) && value.expression ? unwrap(value.expression) : undefined;
  const inner = given && ts.isIdentifier(given) ? constantOf(given, workspace) : given;
  if (!inner || !ts.isObjectLiteralExpression(inner)) return [];
  return inner.properties.flatMap(property => {
    if (propertyName(property.name) !== 'fetcher') return [];
    if (ts.isPropertyAssignment(property)) return [property.initializer];
    return ts.isShorthandPropertyAssignment(property) ? [property.name] : [];
  });
}

/** `fallback: { [unstable_serialize(KEY)]: images }`: the hooks with that key, which are given the value first. */
export function hooksOfFallback(
  property: ts.PropertyAssignment,
  workspace: Workspace,
): ts.CallExpression[] | undefined {
  const { name } = property;
  const holder = wrapped(property.parent).parent as ts.NamedDeclaration;
  const isFallback =
    (ts.isPropertyAssignment(holder) || ts.isVariableDeclaration(holder)) &&
    holder.name.getText() === 'fallback';
  if (!isFallback || !ts.isComputedPropertyName(name)) return undefined;
  const inner = unwrap(name.expression);
  const key =
    ts.isCallExpression(inner) && isKeyCall(inner) && inner.arguments[0] ? inner.arguments[0] : inner;
  const symbol = symbolAt(workspace, unwrap(key));
  if (!symbol) return undefined;
  return usesOf(workspace, symbol).sure.flatMap(use => {
    const hook = ts.findAncestor(use, (node): node is ts.CallExpression => isKeyHook(node));
    const isKeyed =
      hook?.arguments[0] && use.pos >= hook.arguments[0].pos && use.end <= hook.arguments[0].end;
    return hook && isKeyed ? [hook] : [];
  });
}

/** A call that changes cached values by a test of their keys: the text of the URL may be what it looks at. */
export function findKeyTest(workspace: Workspace): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    const [key] = ts.isCallExpression(node) && /(?:^|\.)mutate$/.test(calleeText(node)) ? node.arguments : [];
    if (key && isFunctionNode(unwrap(key))) found ??= node as ts.CallExpression;
    ts.forEachChild(node, visit);
  };
  for (const file of workspace.files.values()) if (file.text.includes('mutate(')) visit(file);
  return found;
}
