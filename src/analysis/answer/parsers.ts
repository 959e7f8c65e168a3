import { ts } from 'ts-morph';
import { calleeName, isAccess, isFunctionNode, returnedExpressions, unwrap } from '../code/syntax.ts';
import { calledFunction } from '../fold/calls.ts';
import type { Workspace } from '../project/project.ts';

/** Options by which a client is told how to make the body of an answer. */
export const PARSER_KEYS: readonly string[] = [
  'transformResponse',
  'parseJson',
  'parseResponse',
  'dataFilter',
  'converters',
  'jsonReviver',
  'reviver',
  'parser',
];

/** Whether such an option leaves the body what JSON makes of it: `JSON.parse`, `text => JSON.parse(text)`. */
export function isPlainParser(node: ts.Expression, workspace: Workspace): boolean {
  const inner = unwrap(node);
  const isPlain = (part: ts.Expression): boolean => isPlainParser(part, workspace);
  if (ts.isArrayLiteralExpression(inner))
    return inner.elements.every(part => isPlain(ts.isSpreadElement(part) ? part.expression : part));
  if (ts.isObjectLiteralExpression(inner))
    return inner.properties.every(part => ts.isPropertyAssignment(part) && isPlain(part.initializer));
  if (PLAIN.test(inner.getText()) || inner.kind === ts.SyntaxKind.TrueKeyword) return true;
  const isName = ts.isIdentifier(inner) || isAccess(inner);
  const fn = isFunctionNode(inner) ? inner : isName ? calledFunction(inner, { workspace }) : undefined;
  if (!fn) return false;
  const [parameter, ...others] = fn.parameters;
  const returned = returnedExpressions(fn);
  const isBare = !fn.body || !ts.isBlock(fn.body) || fn.body.statements.every(givesBackOnly);
  if (!isBare || others.length > 0 || returned.length === 0) return false;
  return returned.every(part => isParsed(part, parameter));
}

const givesBackOnly = (statement: ts.Statement): boolean =>
  ts.isReturnStatement(statement) || ts.isIfStatement(statement) || ts.isTryStatement(statement);

const PLAIN = /^(?:JSON\.parse|String|(?:\w+\.)+defaults\.transformResponse)$/;

/** The text itself, or what a parser makes of it without a function that looks at the fields. */
function isParsed(node: ts.Expression, parameter: ts.ParameterDeclaration | undefined): boolean {
  const inner = unwrap(node);
  if (ts.isConditionalExpression(inner))
    return isParsed(inner.whenTrue, parameter) && isParsed(inner.whenFalse, parameter);
  if (!ts.isCallExpression(inner)) return inner.getText() === parameter?.name.getText();
  const [text, ...more] = inner.arguments;
  const isParse = calleeName(inner) === 'parse';
  return isParse && more.length === 0 && text?.getText() === parameter?.name.getText();
}
