import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import {
  accessName,
  isAccess,
  isConst,
  isWritten,
  propertyName,
  referenceAt,
  unwrap,
  valuesWritten,
  wrapped,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { type FoldContext, fold } from './fold.ts';
import { objectLiteralOf } from './objects.ts';
import type { Template } from './template.ts';

/** What is assigned to a member, wherever that is; undefined where something is appended to it. */
export function foldWrites(symbol: ts.Symbol, context: FoldContext): Template[] | undefined {
  const values: Template[] = [];
  for (const use of usesOf(context.workspace, symbol).sure) {
    const access = referenceAt(use);
    if (!isWritten(access)) continue;
    const [written, ...others] = valuesWritten(access);
    if (!written || others.length > 0 || written.isPart || isAppended(access.parent)) return undefined;
    values.push(...fold(written.value, { ...context, frame: undefined }));
  }
  return values;
}

const isAppended = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.EqualsToken;

/** The member of an object literal with all that is assigned to it later: `config.base = '/v2.1'`. */
export function withWrites(
  own: Template[],
  name: ts.PropertyName | undefined,
  context: FoldContext,
): Template[] | undefined {
  if (name && isMergedInto(name, context)) return undefined;
  const symbol = name && mayBeWritten(name, context) ? symbolOf(name, context) : undefined;
  const written = symbol ? foldWrites(symbol, context) : [];
  return written && [...own, ...written];
}

/** Whether a member that holds an object may be given another one. */
export function isReplaced(name: ts.PropertyName, context: FoldContext): boolean {
  if (isMergedInto(name, context)) return true;
  const symbol = mayBeWritten(name, context) ? symbolOf(name, context) : undefined;
  return (
    symbol !== undefined && usesOf(context.workspace, symbol).sure.some(use => isWritten(referenceAt(use)))
  );
}

const symbolOf = (name: ts.PropertyName, { workspace }: FoldContext): ts.Symbol | undefined =>
  workspace.checker.getSymbolAtLocation(name);

/** Whether a loaded file has an assignment to a member of that name: to look for all uses takes long. */
function mayBeWritten(name: ts.PropertyName, { workspace }: FoldContext): boolean {
  if (!ts.isIdentifier(name) && !ts.isStringLiteralLike(name)) return false;
  const assignment = new RegExp(
    `(?:\\.|\\[['"\`])${literally(name.text)}(?:['"\`]\\])?\\s*(?:[+?|&]{1,2})?=(?![=>])`,
  );
  return [...workspace.files.values()].some(file => assignment.test(file.text));
}

/** A text as a pattern that finds it. */
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Functions that put members into their first argument. */
const MERGES = words(
  'Object.assign _.assign _.merge _.extend lodash.assign lodash.merge lodash.extend $.extend $.merge ' +
    'jQuery.extend jQuery.merge angular.extend angular.merge assign merge extend',
);

/**
 * Whether the object that a member stands in is given others by name, or all that something else has, or another object
 * takes its place.
 */
function isMergedInto(name: ts.PropertyName, context: FoldContext): boolean {
  if (isSpreadOver(name, context)) return true;
  const { workspace } = context;
  const holder = holderOf(name);
  if (!holder) return false;
  const text = literally(holder.text);
  const change = new RegExp(`\\(\\s*${text}\\s*,|(?<![\\w$])${text}\\[[^'"]`);
  const isFixed = isConst(holder.parent as ts.VariableDeclaration);
  if (isFixed && ![...workspace.files.values()].some(file => change.test(file.text))) return false;
  return usesOf(workspace, symbolAt(workspace, holder)).sure.some(use => {
    const target = wrapped(use);
    if (isWritten(target)) return true;
    const { parent } = target;
    if (isAccess(parent)) return accessName(parent) === undefined && isWritten(parent);
    if (!ts.isCallExpression(parent) || parent.arguments[0] !== target) return false;
    return MERGES.has(parent.expression.getText()) && !parent.arguments.slice(1).every(hasNo(name));
  });
}

/** `{ images: '/v1.1/images/detail', ...others }`: what stands behind a member takes its place. */
function isSpreadOver(name: ts.PropertyName, context: FoldContext): boolean {
  const { parent: literal } = name.parent;
  if (!ts.isObjectLiteralExpression(literal)) return false;
  const behind = literal.properties.filter(({ pos }) => pos > name.pos).filter(ts.isSpreadAssignment);
  return behind.some(({ expression }) => {
    const given = objectLiteralOf(expression, { ...context, depth: context.depth + 1 });
    return !given || !hasNo(name)(given.literal);
  });
}

/** Whether an object certainly has no member of a name. */
const hasNo =
  (name: ts.PropertyName) =>
  (given: ts.Expression): boolean => {
    const literal = unwrap(given);
    if (!ts.isObjectLiteralExpression(literal)) return false;
    const names = literal.properties.map(property => propertyName(property.name));
    return !names.includes(undefined) && !names.includes(propertyName(name));
  };

/** The variable that an object literal with a member is given to, however deep the member is. */
function holderOf(name: ts.PropertyName): ts.Identifier | undefined {
  const holder = wrapped(name.parent.parent).parent;
  if (ts.isPropertyAssignment(holder)) return holderOf(holder.name);
  return ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name) ? holder.name : undefined;
}
