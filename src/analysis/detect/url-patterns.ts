import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';

/**
 * The deprecated path that a regular expression is written for: it takes a URL of the endpoint, and none without a
 * version. Undefined for all other expressions.
 */
export function pathOfPattern(node: ts.Node, rule: Rule): string | undefined {
  const pattern = patternOf(node);
  if (!pattern || !pathShape(rule).rest.every(segment => pattern.source.includes(segment))) return undefined;
  const rest = `/${pathShape(rule).rest.join('/')}`;
  if (takes(pattern, rest, rule)) return undefined;
  const version = rule.deprecated.versions.toReversed().find(one => takes(pattern, `/${one}${rest}`, rule));
  return version === undefined ? undefined : `/${version}${rest}`;
}

/** Whether it takes a path behind a usual host and before a usual query. */
function takes(pattern: RegExp, path: string, rule: Rule): boolean {
  const heads = ['', ...rule.mounts.map(mount => `/${mount}`)].flatMap(head => [
    head,
    `https://host.test${head}`,
  ]);
  return heads.some(head => pattern.test(`${head}${path}`) || pattern.test(`${head}${path}?limit=1`));
}

/** `/…/` and `new RegExp('…')`. */
function patternOf(node: ts.Node): RegExp | undefined {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/');
    return compile(node.text.slice(1, end), node.text.slice(end + 1));
  }
  if (!isRegExpCall(node)) return undefined;
  const [source, flags] = node.arguments ?? [];
  if (!source || !ts.isStringLiteralLike(source)) return undefined;
  return compile(source.text, flags && ts.isStringLiteralLike(flags) ? flags.text : '');
}

const isRegExpCall = (node: ts.Node): node is ts.NewExpression | ts.CallExpression =>
  (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp';

/** The expression as a program; undefined where it is none. It is only ever run over a few short texts. */
function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags.replace(/[gy]/g, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The regular expression that a literal is, or is the source of. */
export function patternAround(literal: ts.Node): ts.Expression | undefined {
  if (ts.isRegularExpressionLiteral(literal)) return literal;
  const { parent } = literal;
  return isRegExpCall(parent) && parent.arguments?.[0] === literal ? parent : undefined;
}
