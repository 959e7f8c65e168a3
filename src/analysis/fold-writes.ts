import { ts } from 'ts-morph';
import { usesOf } from './bindings.ts';
import { type FoldContext, fold } from './fold.ts';
import { isWritten, referenceAt, valuesWritten } from './syntax.ts';
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
  const symbol = name && mayBeWritten(name, context) ? symbolOf(name, context) : undefined;
  const written = symbol ? foldWrites(symbol, context) : [];
  return written && [...own, ...written];
}

const symbolOf = (name: ts.PropertyName, { workspace }: FoldContext): ts.Symbol | undefined =>
  workspace.checker.getSymbolAtLocation(name);

/** Whether a loaded file has an assignment to a member of that name: to look for all uses takes long. */
function mayBeWritten(name: ts.PropertyName, { workspace }: FoldContext): boolean {
  const text = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
  if (!/^[\w$]+$/.test(text)) return false;
  const assignment = new RegExp(
    `(?:\\.|\\[['"])${text.replaceAll('$', '\\$')}(?:['"]\\])?\\s*(?:[+?|&]{1,2})?=(?![=>])`,
  );
  return [...workspace.files.values()].some(file => assignment.test(file.text));
}
