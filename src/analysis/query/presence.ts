import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { Match } from '../fold/match.ts';
import { flatText, isText, slice } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';

/**
 * `path + (text ? '?' + text : '')`: of the alternatives of a URL, those without a query are for a query that is empty.
 * What is added to it is sent then.
 */
export function isSentUnlessEmpty(matches: readonly Match[], workspace: Workspace): boolean {
  const rests = matches.map(({ template, end }) => slice(template, end, flatText(template).length));
  const [sent, ...others] = rests.filter(rest => flatText(rest) !== '');
  const [mark] = sent ?? [];
  if (rests.length < 2 || others.length > 0 || !mark || !isText(mark) || !mark.text.startsWith('?'))
    return false;
  return isAboutItself(mark.node, workspace);
}

/** Comparisons of a length that ask whether there is anything. */
const IS_ANY = new Set(['> 0', '!== 0', '!= 0']);

/** `if (Object.keys(query).length > 0) url += '?' + …`: what is empty is not sent, and nothing else depends on it. */
export function asksWhetherSent(keys: ts.CallExpression): boolean {
  const length = keys.parent;
  if (!ts.isPropertyAccessExpression(length)) return false;
  const { parent } = length;
  const isComparison = ts.isBinaryExpression(parent) && parent.left === length;
  if (isComparison && !IS_ANY.has(`${parent.operatorToken.getText()} ${parent.right.getText()}`))
    return false;
  const test = isComparison ? parent : length;
  const branches =
    ts.isIfStatement(test.parent) || ts.isConditionalExpression(test.parent) ? test.parent : undefined;
  const [sent, other] = !branches
    ? []
    : ts.isIfStatement(branches)
      ? [branches.thenStatement, branches.elseStatement]
      : [branches.whenTrue, branches.whenFalse];
  return sent !== undefined && /['"`]\?/.test(sent.getText()) && !/['"`]\?/.test(other?.getText() ?? '');
}

/** Whether the condition that a text stands under asks for nothing but for what stands there with it. */
function isAboutItself(node: ts.Node, workspace: Workspace): boolean {
  const [condition, branch] = conditionOf(node) ?? [];
  if (!condition || !branch) return false;
  const own = namesIn(branch);
  const known = new Set(
    [...own, ...own.flatMap(name => namesBehind(name, workspace))].map(({ text }) => text),
  );
  const asked = namesIn(condition);
  return asked.length > 0 && asked.every(({ text }) => known.has(text));
}

/** The condition of the nearest branch around a node, and that branch. */
function conditionOf(node: ts.Node): [ts.Expression, ts.Node] | undefined {
  for (let at = node; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isConditionalExpression(parent) && parent.whenTrue === at) return [parent.condition, at];
    if (ts.isIfStatement(parent) && parent.thenStatement === at) return [parent.expression, at];
    const isAnd =
      ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (isAnd && parent.right === at) return [parent.left, at];
  }
  return undefined;
}

/** What is there everywhere: reading it asks for nothing of the code. */
export const GLOBALS = words(
  'Object Array String Boolean URLSearchParams JSON undefined encodeURI encodeURIComponent',
);

/** Names that an expression reads, but for members and globals. */
function namesIn(node: ts.Node): ts.Identifier[] {
  if (ts.isIdentifier(node)) {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    return isMember || GLOBALS.has(node.text) ? [] : [node];
  }
  const names: ts.Identifier[] = [];
  ts.forEachChild(node, child => void names.push(...namesIn(child)));
  return names;
}

/** The names that a variable is made of. */
function namesBehind(name: ts.Identifier, workspace: Workspace): ts.Identifier[] {
  const declaration = symbolAt(workspace, name)?.valueDeclaration;
  const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value ? namesIn(unwrap(value)) : [];
}
