import { ts } from 'ts-morph';
import { holderAt, usesOf } from '../code/bindings.ts';
import { enclosingFunction, excerpt, isAssignment, referenceOf, takenName, unwrap } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { frameOf } from '../fold/objects.ts';
import { callsOfFunction } from './arguments.ts';
import { readSometimes } from './choice.ts';
import { changesMeaning, readParam } from './plan.ts';
import type { QueryContext } from './query.ts';
import { readPlaces } from './uses.ts';

/** What is done to a query under another name: that of a variable or member, or of whoever a function gives it to. */
export function readAliases(node: ts.Node, declaration: ts.Node, context: QueryContext): void {
  const { parent } = node;
  if (isPassed(node, parent)) return readEither(parent, declaration, context);
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent))
    return readReturned(node, parent, declaration, context);
  const holder = holderOf(node, parent);
  if (!holder) return;
  if (ts.isObjectBindingPattern(holder)) return readPattern(holder, context);
  const { workspace } = context.draft;
  const symbol = holderAt(workspace, holder);
  const held = symbol?.valueDeclaration;
  if (!symbol || !held || context.seen.has(held)) return;
  context.seen.add(held);
  const places = usesOf(workspace, symbol).sure.map(referenceOf);
  readSometimes(context, () => readPlaces(places, held, [node as ts.Expression], context));
}

/** What is done to either of two objects is done to the other one in other runs, which may be sent elsewhere. */
function readEither(either: ts.Node, declaration: ts.Node, context: QueryContext): void {
  const { draft, sites } = context;
  const from = sites.length;
  readPlaces([either], declaration, [], context);
  const written = sites.slice(from).flatMap(({ params }) => params);
  if (written.some(({ name }) => changesMeaning(name, draft.rule)))
    block(draft, 'query-read', either, { text: excerpt(either) });
}

/** `other ?? query`, `isShort ? query : other` */
const isPassed = (node: ts.Node, parent: ts.Node): boolean =>
  (ts.isConditionalExpression(parent) && parent.condition !== node) ||
  (ts.isBinaryExpression(parent) &&
    (parent.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
      parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken));

/** The caller has the query then; one that was not made for it, all callers have. */
function readReturned(node: ts.Node, parent: ts.Node, declaration: ts.Node, context: QueryContext): void {
  const fn = ts.isArrowFunction(parent) ? parent : enclosingFunction(node);
  const isOwn = ts.findAncestor(declaration, around => around === fn) !== undefined;
  const open = fn && isOwn && frameOf(fn, context);
  if (open) return readPlaces([open.call], declaration, [], { ...context, frame: open.parent });
  if (!fn || context.seen.has(parent)) return;
  context.seen.add(parent);
  readPlaces(callsOfFunction(fn, context) ?? [], declaration, [], { ...context, frame: undefined });
}

/** `const same = query`, `{ query }`, `this.query = query`, `const { query } = holder` */
function holderOf(node: ts.Node, parent: ts.Node): ts.Node | undefined {
  if (isAssignment(parent)) return parent.right === node ? unwrap(parent.left) : undefined;
  const isHeld =
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isBindingElement(parent);
  return isHeld ? parent.name : undefined;
}

/** `const { limit } = query`: who takes a parameter out of the query would miss it under another name. */
export function readPattern(pattern: ts.ObjectBindingPattern, context: QueryContext): void {
  for (const element of pattern.elements) readParam(takenName(element), element, context);
}
