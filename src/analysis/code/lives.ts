import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { usesOf } from './bindings.ts';
import { isNeutral, isWritten, unwrap, wrapped } from './syntax.ts';

/** A stretch of code in which a variable keeps one value: from where it is written to where it is written next. */
export type Life = { start: number; values: readonly ts.Expression[]; uses: readonly ts.Node[] };

/**
 * `let data = await fetch(url); data = await data.json(); data = data.images;`: a variable that is given one thing after
 * the other, in the order in which it is written. Undefined where a use may see more than one of them: a branch or a loop
 * that writes, a function that is called who knows when. `at`: where it is written, or used.
 */
export function lifeOf(symbol: ts.Symbol, at: ts.Node, workspace: Workspace): Life | undefined {
  const [declaration, ...others] = symbol.declarations ?? [];
  const home = declaration && others.length === 0 ? homeOf(declaration) : undefined;
  if (!declaration || !home || at.getSourceFile() !== declaration.getSourceFile()) return undefined;
  const { sure } = usesOf(workspace, symbol);
  const writes = sure.filter(isWritten);
  const statements = writes.map(assignmentOf);
  if (!statements.every(ts.isExpressionStatement)) return undefined;
  const block = statements[0]?.parent;
  const isInOrder =
    block && statements.every(({ parent }) => parent === block) && isStraight(block, home, declaration);
  const uses = sure.filter(use => !writes.includes(use));
  const end = Math.max(...statements.map(statement => statement.end));
  if (!isInOrder || !uses.every(use => isSeenInOrder(use, home, block, end))) return undefined;
  const starts = [declaration.pos, ...statements.map(statement => statement.end)];
  const start = startAt(at, statements, starts);
  const isWithin = (use: ts.Node): boolean => lastBefore(use.pos, starts) === start;
  const begun = statements.find(statement => statement.end === start);
  return { start, values: begun ? [writtenBy(begun)] : initialOf(declaration), uses: uses.filter(isWithin) };
}

const writtenBy = (statement: ts.ExpressionStatement): ts.Expression =>
  (unwrap(statement.expression) as ts.BinaryExpression).right;

function initialOf(declaration: ts.Declaration): ts.Expression[] {
  const { initializer } = declaration as ts.VariableDeclaration;
  return initializer ? [initializer] : [];
}

/** The block that a variable lives in, or the body of the function whose parameter it is. */
function homeOf(declaration: ts.Declaration): ts.Node | undefined {
  if (ts.isParameter(declaration)) {
    return (declaration.parent as ts.FunctionLikeDeclaration).body;
  }
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const statement = declaration.parent.parent;
  const { parent } = statement;
  if (!ts.isVariableStatement(statement) || !ts.isBlock(parent)) return undefined;
  const isBlockScoped = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped) !== 0;
  return isBlockScoped || ts.isFunctionLike(parent.parent) ? parent : undefined;
}

/** The statement of `name = value;`. */
function assignmentOf(write: ts.Node): ts.Node {
  const target = wrapped(write);
  const { parent } = target;
  const isPlain = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isPlain ? wrapped(parent).parent : write;
}

/** Whether the statements of a block run in order, once for each time that the variable is made. */
function isStraight(block: ts.Node, home: ts.Node, declaration: ts.Declaration): boolean {
  if (block === home) return true;
  const around = block.parent;
  if (!ts.isBlock(block) || around.parent !== home) return false;
  // Where the block is passed over, there is what was there before.
  if (!ts.isTryStatement(around))
    return (
      ts.isIfStatement(around) &&
      ts.isVariableDeclaration(declaration) &&
      initialOf(declaration).every(isNeutral)
    );
  return isLeft(around.catchClause?.block);
}

/** Whether what comes behind a block is never reached through it. */
function isLeft(block: ts.Block | undefined): boolean {
  const last = block?.statements.at(-1);
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}

/** Whether a use sees what is written last before it, in the text. */
function isSeenInOrder(use: ts.Node, home: ts.Node, block: ts.Node, end: number): boolean {
  if (isCaught(use, block)) return false;
  for (let at = use.parent; at && at !== home; at = at.parent) {
    if (ts.isFunctionDeclaration(at)) return false;
    if (ts.isFunctionLike(at) && at.pos < end) return false;
  }
  return true;
}

/** In a `catch`, any of the values may be there. */
const isCaught = (use: ts.Node, { parent, end }: ts.Node): boolean =>
  ts.isTryStatement(parent) && use.pos >= end && use.pos < parent.end;

const lastBefore = (place: number, starts: readonly number[]): number =>
  starts.findLast(start => start <= place) ?? -1;

/** The life that is begun by a write, or that a use stands in. */
function startAt(at: ts.Node, statements: readonly ts.Node[], starts: readonly number[]): number {
  const written = statements.find(statement => isTarget(at, statement));
  return written ? written.end : lastBefore(at.pos, starts);
}

const isTarget = (at: ts.Node, statement: ts.Node): boolean =>
  isWritten(at) && wrapped(wrapped(at).parent).parent === statement;
