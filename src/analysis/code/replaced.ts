import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt } from './bindings.ts';
import { referencesTo } from './names.ts';
import { accessName, isAccess, isNeutral, isWritten, referenceAt, unwrap, valuesWritten } from './syntax.ts';

/**
 * What else a name of a function stands for: `show = list => …`, `view.show = …`, `[show] = handlers`. A function around
 * the one that was there calls that one, and a double stands for it in tests: they are left out.
 */
export function replacementsOf(
  callee: ts.Node,
  fn: ts.Node | undefined,
  workspace: Workspace,
): ts.Expression[] {
  const name = nameIn(callee);
  const symbol = name && symbolAt(workspace, name);
  const [declaration] = symbol?.declarations ?? [];
  if (!name || !declaration) return [];
  const isSame = (node: ts.Node): boolean =>
    symbolAt(workspace, node)?.declarations?.includes(declaration) === true;
  return referencesTo(name.text, workspace.files)
    .filter(use => isWritten(referenceAt(use)) && isSame(use))
    .flatMap(use => valuesWritten(referenceAt(use)))
    .flatMap(({ value, isPart }) => (isPart ? [value] : alternatives(value)))
    .filter(value => value !== fn && !isNeutral(value) && !isDouble(value) && !wraps(value, isSame));
}

/** What a value may be: `callback || noop`, `isShort ? first : second`. */
export function alternatives(value: ts.Expression): ts.Expression[] {
  const inner = unwrap(value);
  if (ts.isConditionalExpression(inner)) return [inner.whenTrue, inner.whenFalse].flatMap(alternatives);
  if (ts.isBinaryExpression(inner) && EITHER.has(inner.operatorToken.kind))
    return [inner.left, inner.right].flatMap(alternatives);
  return [inner];
}

const EITHER: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

type Name = ts.Identifier | ts.PrivateIdentifier | ts.StringLiteralLike;

function nameIn(callee: ts.Node): Name | undefined {
  const inner = ts.isExpression(callee) ? unwrap(callee) : callee;
  if (ts.isPropertyAccessExpression(inner)) return inner.name;
  if (ts.isElementAccessExpression(inner) && ts.isStringLiteralLike(inner.argumentExpression))
    return inner.argumentExpression;
  return ts.isIdentifier(inner) ? inner : undefined;
}

const DOUBLES = /^(?:jest|vi|vitest|sinon|mock|td)\.\w+\(/;
const isDouble = (value: ts.Expression): boolean => DOUBLES.test(value.getText());

const WRAPPERS = new Set(['bind', 'debounce', 'throttle', 'memoize', 'once']);

/** `this.show = this.show.bind(this)`, `show = debounce(show, 100)`. */
function wraps(value: ts.Expression, isSame: (node: ts.Node) => boolean): boolean {
  const inner = unwrap(value);
  const own = nameIn(inner);
  if (own) return isSame(own);
  if (!ts.isCallExpression(inner)) return false;
  const { expression, arguments: given } = inner;
  const name = isAccess(expression) ? accessName(expression) : expression.getText();
  if (!WRAPPERS.has(name ?? '')) return false;
  return [...(isAccess(expression) ? [expression.expression] : []), ...given.slice(0, 1)].some(part =>
    wraps(part, isSame),
  );
}
