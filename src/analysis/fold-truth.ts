import { ts } from 'ts-morph';
import { symbolAt } from './bindings.ts';
import type { FoldContext } from './fold.ts';
import { isAssigned } from './fold-names.ts';
import { givenMember, givenTo } from './fold-objects.ts';
import { isConst, unwrap } from './syntax.ts';

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
  return ts.isIdentifier(inner) ? foldName(inner, context, depth + 1) : undefined;
}

function foldName(node: ts.Identifier, context: FoldContext, depth: number): boolean | undefined {
  if (node.text === 'undefined') return false;
  const declaration = symbolAt(context.workspace, node)?.valueDeclaration;
  if (!declaration) return undefined;
  if (ts.isVariableDeclaration(declaration)) {
    const { initializer } = declaration;
    return initializer && isConst(declaration) ? foldCondition(initializer, context, depth) : undefined;
  }
  const isGiven = ts.isParameter(declaration) || ts.isBindingElement(declaration);
  if (!isGiven || declaration.dotDotDotToken || isAssigned(declaration.name, context)) return undefined;
  const given = ts.isParameter(declaration)
    ? givenTo(declaration, context)
    : givenMember(declaration, context);
  if (given === 'absent') return false;
  // `(query: Query = {}) => …`: whoever calls it, it is an object.
  if (!given && ts.isParameter(declaration) && declaration.type && declaration.initializer)
    return foldCondition(declaration.initializer, context, depth) || undefined;
  return given && foldCondition(given.node, { ...context, frame: given.frame }, depth);
}
