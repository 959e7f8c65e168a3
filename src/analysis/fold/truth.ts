import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { isConst, unwrap } from '../code/syntax.ts';
import { isEmptyText } from './empty.ts';
import { type FoldContext, fold } from './fold.ts';
import { isAssigned } from './names.ts';
import { givenMember, givenTo } from './objects.ts';
import { flatText } from './template.ts';

/** How deep conditions are followed through names. */
const DEEPEST = 6;

/**
 * Whether a condition holds for the call that is looked into: `urlOf('images', true)`, `list({ detail: true })`.
 * Undefined where that is only known at run time.
 */
export function foldCondition(node: ts.Expression, context: FoldContext, depth = 0): boolean | undefined {
  if (context.exactly || depth > DEEPEST) return undefined;
  const inner = unwrap(node);
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (inner.kind === ts.SyntaxKind.FalseKeyword || inner.kind === ts.SyntaxKind.NullKeyword) return false;
  if (ts.isStringLiteralLike(inner)) return inner.text !== '';
  if (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner)) return true;
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const value = foldCondition(inner.operand, context, depth + 1);
    return value === undefined ? undefined : !value;
  }
  if (isEmptyText(inner, context)) return false;
  if (ts.isBinaryExpression(inner)) return foldComparison(inner, context);
  return ts.isIdentifier(inner) ? foldName(inner, context, depth + 1) : undefined;
}

const EQUALITIES: ReadonlyMap<ts.SyntaxKind, boolean> = new Map([
  [ts.SyntaxKind.EqualsEqualsToken, true],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, true],
  [ts.SyntaxKind.ExclamationEqualsToken, false],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, false],
]);

/** What a parameter that is left out equals, and no text does. */
const NOTHING = /^(?:[!=]==? undefined|[!=]= null)$/;

/** `kind === 'images'`, `id !== undefined` */
function foldComparison(
  { left, right, operatorToken }: ts.BinaryExpression,
  context: FoldContext,
): boolean | undefined {
  const isMore = operatorToken.kind === ts.SyntaxKind.GreaterThanToken;
  const isEqual = isMore && right.getText() === '0' ? false : EQUALITIES.get(operatorToken.kind);
  if (isEqual === undefined) return undefined;
  const isNothing = (side: ts.Expression): boolean =>
    NOTHING.test(`${operatorToken.getText()} ${side.getText()}`);
  if (isNothing(left) || isNothing(right)) {
    const value = isAbsent(isNothing(left) ? right : left, context);
    return value === undefined ? undefined : value === isEqual;
  }
  if (right.getText() === '0' && isEmptyText(left, context)) return isEqual;
  const one = textOf(left, context);
  const other = textOf(right, context);
  if (one !== undefined && other !== undefined) return (one === other) === isEqual;
  const isUnlike = (text: string | undefined, side: ts.Expression): boolean =>
    text !== undefined && isAbsent(side, context) === true;
  return isUnlike(one, right) || isUnlike(other, left) ? !isEqual : undefined;
}

/** Whether a parameter is left out; undefined where that is not known. */
function isAbsent(node: ts.Expression, context: FoldContext, depth = 0): boolean | undefined {
  const given = givenOf(unwrap(node), context);
  if (given === 'absent') return true;
  if (!given || depth > DEEPEST) return undefined;
  const inner = { ...context, frame: given.frame };
  return foldCondition(given.node, inner) ? false : isAbsent(given.node, inner, depth + 1);
}

/** The one text that an expression is, whoever asks; undefined where it is none, or that is not known. */
export function textOf(node: ts.Expression, context: FoldContext): string | undefined {
  const [only, ...others] = context.exactly ? [] : fold(node, context);
  const isText = only?.every(part => 'text' in part && !ts.isNumericLiteral(part.node)) ?? false;
  return only && isText && others.length === 0 ? flatText(only) : undefined;
}

function foldName(node: ts.Identifier, context: FoldContext, depth: number): boolean | undefined {
  if (node.text === 'undefined') return false;
  const declaration = symbolAt(context.workspace, node)?.valueDeclaration;
  if (!declaration) return undefined;
  if (ts.isVariableDeclaration(declaration)) {
    const { initializer } = declaration;
    return initializer && isConst(declaration) ? foldCondition(initializer, context, depth) : undefined;
  }
  const given = givenOf(node, context);
  if (given === 'absent') return false;
  // `(query: Query = {}) => …`: whoever calls it, it is an object.
  if (!given && ts.isParameter(declaration) && declaration.type && declaration.initializer)
    return foldCondition(declaration.initializer, context, depth) || undefined;
  return given && foldCondition(given.node, { ...context, frame: given.frame }, depth);
}

/** What the call that is looked into gives to a parameter, or to a name that one is taken apart into. */
export function givenOf(node: ts.Expression, context: FoldContext): ReturnType<typeof givenTo> {
  const declaration = symbolAt(context.workspace, node)?.valueDeclaration;
  if (!declaration || !(ts.isParameter(declaration) || ts.isBindingElement(declaration))) return undefined;
  if (declaration.dotDotDotToken || isAssigned(declaration.name, context)) return undefined;
  return ts.isParameter(declaration) ? givenTo(declaration, context) : givenMember(declaration, context);
}
