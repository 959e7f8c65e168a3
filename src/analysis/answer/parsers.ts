import { ts } from 'ts-morph';
import { calleeName, returnedExpressions, unwrap } from '../code/syntax.ts';
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
  const fn = calledFunction(inner, { workspace });
  const [parameter] = fn?.parameters ?? [];
  return (
    fn !== undefined &&
    (!fn.body || !ts.isBlock(fn.body) || givesBackOnly(fn.body)) &&
    returnedExpressions(fn).every(part => isParsed(part, parameter))
  );
}

/** Whether a function does nothing else than give something back: a text that it changes is not the one it was given. */
function givesBackOnly(node: ts.Node): boolean {
  if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
  if (ts.isBlock(node)) return node.statements.every(givesBackOnly);
  if (ts.isIfStatement(node))
    return [node.thenStatement, node.elseStatement].every(branch => !branch || givesBackOnly(branch));
  if (!ts.isTryStatement(node)) return false;
  const blocks = [node.tryBlock, node.catchClause?.block, node.finallyBlock];
  return blocks.every(block => !block || givesBackOnly(block));
}

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
