import { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode, returnedExpressions } from '../code/syntax.ts';
import type { FoldContext } from './fold.ts';
import { foldCondition, textOf } from './truth.ts';

/** What a function gives back in the call that is looked into: without what its conditions rule out there. */
export const takenReturns = (fn: FunctionNode, context: FoldContext): ts.Expression[] =>
  returnedExpressions(fn).filter(returned => isTaken(returned, context));

/**
 * Whether a place in a function can be reached in the call that is looked into: `case 'images':` of
 * `urlFor('servers')` is not. True where that is only known at run time.
 */
export function isTaken(node: ts.Node, context: FoldContext): boolean {
  for (let at = node; !isFunctionNode(at.parent) && !ts.isSourceFile(at.parent); at = at.parent)
    if (isRuledOut(at, at.parent, context)) return false;
  return true;
}

function isRuledOut(node: ts.Node, parent: ts.Node, context: FoldContext): boolean {
  if (ts.isIfStatement(parent)) return isOtherBranch(node, parent, context);
  if (ts.isBlock(parent)) return isBehindExit(node, parent.statements, context);
  if (!ts.isCaseOrDefaultClause(parent) || !ts.isStatement(node)) return false;
  return isOtherClause(parent, context) || isBehindExit(node, parent.statements, context);
}

const isOtherBranch = (
  branch: ts.Node,
  { expression, elseStatement }: ts.IfStatement,
  context: FoldContext,
): boolean => foldCondition(expression, context) === (branch === elseStatement);

const isBehindExit = (node: ts.Node, statements: readonly ts.Statement[], context: FoldContext): boolean =>
  statements.slice(0, statements.indexOf(node as ts.Statement)).some(before => exits(before, context));

/** What is never followed by the statement behind it. */
const LEAVES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.ThrowStatement,
  ts.SyntaxKind.BreakStatement,
  ts.SyntaxKind.ContinueStatement,
]);

/** Whether what stands behind a statement is certainly not run after it. */
function exits(statement: ts.Statement, context: FoldContext): boolean {
  if (LEAVES.has(statement.kind)) return true;
  if (ts.isBlock(statement)) return statement.statements.some(inner => exits(inner, context));
  if (ts.isSwitchStatement(statement)) {
    const { clauses } = statement.caseBlock;
    const from = selectedOf(statement, context);
    // A `break` somewhere goes on behind it.
    return (
      from !== undefined &&
      clauses[from]?.statements.every(isPlain) === true &&
      doesExit(clauses[from], context)
    );
  }
  if (!ts.isIfStatement(statement)) return false;
  const { expression, thenStatement, elseStatement } = statement;
  const isTrue = foldCondition(expression, context);
  const taken = [...(isTrue === false ? [] : [thenStatement]), ...(isTrue ? [] : [elseStatement])];
  return taken.every(branch => branch !== undefined && exits(branch, context));
}

const doesExit = (clause: ts.CaseOrDefaultClause, context: FoldContext): boolean =>
  clause.statements.some(statement => exits(statement, context));

const isPlain = (node: ts.Node): boolean =>
  !ts.isBreakStatement(node) && ts.forEachChild(node, child => !isPlain(child) || undefined) === undefined;

/** Whether a clause is neither the one that is selected nor one that is fallen into from there. */
function isOtherClause(clause: ts.CaseOrDefaultClause, context: FoldContext): boolean {
  const { parent: block } = clause;
  const from = selectedOf(block.parent, context);
  const at = block.clauses.indexOf(clause);
  if (from === undefined || at === from) return false;
  return at < from || block.clauses.slice(from, at).some(({ statements }) => isLeft(statements.at(-1)));
}

const isLeft = (last: ts.Statement | undefined): boolean =>
  last !== undefined && (LEAVES.has(last.kind) || (ts.isBlock(last) && isLeft(last.statements.at(-1))));

/** The clause that a known value selects, the end where none is for it; undefined where the value is not known. */
function selectedOf({ expression, caseBlock }: ts.SwitchStatement, context: FoldContext): number | undefined {
  const value = textOf(expression, context);
  const texts = caseBlock.clauses.map(clause =>
    ts.isCaseClause(clause) ? textOf(clause.expression, context) : '',
  );
  if (value === undefined || texts.includes(undefined)) return undefined;
  const at = caseBlock.clauses.findIndex(
    (clause, index) => ts.isCaseClause(clause) && texts[index] === value,
  );
  const other = caseBlock.clauses.findIndex(ts.isDefaultClause);
  return [at, other].find(index => index >= 0) ?? caseBlock.clauses.length;
}
