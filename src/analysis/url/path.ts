import { ts } from 'ts-morph';
import { pathShape } from '../../rule.ts';
import { symbolAt } from '../code/bindings.ts';
import {
  accessName,
  excerpt,
  isAccess,
  isAssignment,
  isConst,
  stringExpression,
  unwrap,
} from '../code/syntax.ts';
import { addStep, block, type Draft, editAt } from '../edits/draft.ts';
import { removeStatement } from '../edits/statements.ts';
import { calledFunction } from '../fold/calls.ts';
import { fold } from '../fold/fold.ts';
import { frameAround } from '../fold/frame-keys.ts';
import { isJoiner } from '../fold/joins.ts';
import { type Match, versionTexts } from '../fold/match.ts';
import {
  flatText,
  isPathOnly,
  isText,
  partAt,
  slice,
  type Template,
  type TextPart,
} from '../fold/template.ts';
import { queryContext } from '../query/query.ts';
import { deleteRange } from '../query/text.ts';
import type { Request } from '../request/request.ts';
import { countMatches, findForeignUse, findStrangeCaller, type Matched } from './sharing.ts';

/** The version becomes that of the replacement, the last segments become its own, or go. */
export function planPath(
  match: Match,
  request: Request,
  matched: Matched,
  draft: Draft,
  isMoved: IsMoved = () => false,
): void {
  const { version, added } = pathShape(draft.rule);
  const parts = slice(match.template, match.version.start, match.version.end);
  addStep(
    draft,
    'path',
    nodeAt(parts[0], request),
    flatText(slice(match.template, match.version.start, match.end)),
  );
  const tail = slice(match.template, match.tail.start, match.tail.end);
  const end = partAt(match.template, match.tail.start - 1);
  const changed = [...parts, ...tail, ...(added.length > 0 && tail.length === 0 && end ? [end.part] : [])];
  for (const part of changed) {
    if (isText(part) && part.start >= 0 && !isMoved(part)) checkShared(part, request, matched, draft);
  }
  replaceVersion(parts, version, isMoved, draft);
  const own = tail.filter(part => !isText(part) || !isMoved(part));
  if (isSplitAtBase(match, request, draft)) swapSegments(match, isMoved, draft);
  else if (added.length === 0) removeTail(own, request, draft);
  else if (tail.length > 0) replaceTail(own, added, draft);
  else if (end) insertTail(end, added, draft);
}

/** Whether a piece of text is written anew at the call, and left alone where it is. */
type IsMoved = (part: TextPart) => boolean;

const nodeAt = (part: Template[number] | undefined, request: Request): ts.Node =>
  part === undefined ? request.url : isText(part) ? part.node : part.hole;

function replaceVersion(parts: Template, to: string, isMoved: IsMoved, draft: Draft): void {
  for (const { part, text } of versionTexts(parts, to)) {
    if (text === part.text || isMoved(part)) continue;
    if (part.start < 0 || !isSpellable(part, text))
      return block(draft, 'split-text', part.node, { text: excerpt(part.node) });
    if (text === '' && removePiece(part, draft)) continue;
    editAt(draft, part.node, part.start, part.start + part.text.length, text);
  }
}

/** A number stays one: `v${MAJOR}.${MINOR}` has nothing to put in the place of the second. */
const isSpellable = ({ node }: TextPart, text: string): boolean =>
  !ts.isNumericLiteral(node) || /^\d+(?:\.\d+)?$/.test(text);

/** A piece of a version that nothing is left of: `+ '.1'`, and `version += '.1';` with its line. */
function removePiece(part: TextPart, draft: Draft): boolean {
  const { node, text } = part;
  const append = node.parent;
  const place = placeOf(part, draft);
  if (place && ts.isBinaryExpression(place)) return removeOperand(part, draft);
  const isWhole = ts.isStringLiteralLike(node) && node.text === text && isAssignment(append);
  const statement = append.parent;
  const isLine =
    isWhole && ts.isExpressionStatement(statement) && isList(statement.parent) && append.right === node;
  if (isLine) removeStatement(draft, append);
  return isLine;
}

const isList = (node: ts.Node): boolean => ts.isBlock(node) || ts.isSourceFile(node);

function removeTail(tail: Template, request: Request, draft: Draft): void {
  const context = queryContext(draft, undefined);
  for (const part of ownTexts(tail, draft)) {
    if (removeOperand(part, draft) || (isPathOnly(part) && removePiece(part, draft))) continue;
    const glue = glueBefore(part, tail);
    if (!glue) deleteRange([part], 0, part.text.length, context);
    else if (!removeSegment(glue, request, draft))
      block(draft, 'split-text', part.node, { text: excerpt(glue.node.parent) });
  }
}

/** The slash that a joiner puts before a part: it would stay behind if the text alone went. */
function glueBefore(part: TextPart, parts: Template): TextPart | undefined {
  const glue = parts[parts.indexOf(part) - 1];
  return glue && isText(glue) && glue.start < 0 ? glue : undefined;
}

/** `[root, 'images', Action.Detail].join('/')`: the name of a constant goes, the constant stays. */
function removeSegment({ node }: TextPart, { frame }: Request, draft: Draft): boolean {
  const { parent } = node;
  const list = ts.isArrayLiteralExpression(parent)
    ? parent.elements
    : ts.isCallExpression(parent) && isListed(parent, node, draft)
      ? parent.arguments
      : undefined;
  const isAlone = list !== undefined && frameAround(node, frame) === undefined;
  if (!isAlone || !ts.isExpression(node) || !isConstant(node, draft)) return false;
  draft.lists.push({ file: draft.workspace.pathOf(node), owner: parent, elements: list, remove: node });
  return true;
}

function isConstant(node: ts.Expression, { workspace }: Draft): boolean {
  const declaration = symbolAt(
    workspace,
    ts.isPropertyAccessExpression(node) ? node.name : node,
  )?.valueDeclaration;
  if (!declaration) return false;
  return ts.isEnumMember(declaration) || (ts.isVariableDeclaration(declaration) && isConst(declaration));
}

/** The parts that stand in the source as they are; any other text than the slash of a `join` is a blocker. */
function ownTexts(tail: Template, draft: Draft): TextPart[] {
  const texts = tail.filter(isText);
  for (const { start, text, node } of texts)
    if (start < 0 && text !== '/') block(draft, 'split-text', node, { text: excerpt(node) });
  return texts.filter(({ start }) => start >= 0);
}

function replaceTail(tail: Template, added: readonly string[], draft: Draft): void {
  const [only, ...others] = ownTexts(tail, draft);
  if (!only) return;
  for (const { node } of others) block(draft, 'split-text', node, { text: excerpt(node) });
  const text = `${only.text.startsWith('/') ? '/' : ''}${added.join('/')}`;
  editAt(draft, only.node, only.start, only.start + only.text.length, text);
}

function insertTail(
  { part, inside }: { part: Template[number]; inside: number },
  added: readonly string[],
  draft: Draft,
): void {
  if (!isText(part)) return;
  if (part.start < 0) return block(draft, 'split-text', part.node, { text: excerpt(part.node) });
  const at = part.start + inside + 1;
  editAt(draft, part.node, at, at, `/${added.join('/')}`);
}

/**
 * Whether the base ends within the path, so that nothing of it would be left in the URL of the call: clients put a
 * slash between the two all the same.
 */
export function isSplitAtBase(
  { template, tail }: Match,
  { base, url, frame }: Request,
  draft: Draft,
): boolean {
  if (!base || tail.start === tail.end || pathShape(draft.rule).added.length > 0) return false;
  const dropped = flatText(slice(template, tail.start + 1, tail.end));
  const own = fold(url, { workspace: draft.workspace, frame, depth: 0 });
  return own.some(part => {
    const text = flatText(part).replace(/^\//, '');
    return text.startsWith(dropped) && /^[?#\uFFFC]?$/.test(text.charAt(dropped.length));
  });
}

/** The segments that stay take the place of those that go: the base gives them up. */
function swapSegments(match: Match, isMoved: IsMoved, draft: Draft): void {
  const context = queryContext(draft, undefined);
  const kept = slice(match.template, match.version.end, match.tail.start).filter(isText);
  const last = slice(match.template, match.tail.start, match.tail.end).filter(isText).at(-1);
  const name = kept
    .map(({ text }) => text)
    .join('')
    .replace(/^\//, '');
  for (const part of kept)
    if (!isMoved(part) && part.start >= 0 && !removeOperand(part, draft))
      deleteRange([part], 0, part.text.length, context);
  if (!last || last.start < 0 || isMoved(last)) return;
  const start = last.start + (last.text.startsWith('/') ? 1 : 0);
  editAt(draft, last.node, start, last.start + last.text.length, name);
}

/** A literal that becomes empty goes with its comma or its `+`. */
function removeOperand(part: TextPart, draft: Draft): boolean {
  const place = placeOf(part, draft);
  const { node } = part;
  if (place === undefined) return false;
  if (ts.isBinaryExpression(place)) editAt(draft, node, place.left.getEnd(), node.getEnd(), '');
  else {
    const elements = ts.isArrayLiteralExpression(place) ? place.elements : place.arguments;
    draft.lists.push({ file: draft.workspace.pathOf(node), owner: place, elements, remove: node });
  }
  return true;
}

/** Whether what goes of a text is all of it, or stands behind a slash of its own: nothing can be put there. */
export function goesAsWhole(node: ts.Node, { template, tail }: Match, draft: Draft): boolean {
  if (pathShape(draft.rule).added.length > 0) return false;
  const parts = slice(template, tail.start, tail.end);
  const part = parts.filter(isText).find(other => other.node === node && other.start >= 0);
  return part !== undefined && (glueBefore(part, parts) !== undefined || placeOf(part, draft) !== undefined);
}

type Place = ts.ArrayLiteralExpression | ts.CallExpression | ts.BinaryExpression;

/** The sum or list that a literal can be taken out of, where the part is all of it. */
function placeOf({ node, text }: TextPart, draft: Draft): Place | undefined {
  if (!ts.isStringLiteralLike(node) || node.text !== text) return undefined;
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent)) return parent;
  if (ts.isCallExpression(parent)) return isListed(parent, node, draft) ? parent : undefined;
  const isAdded =
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    parent.right === node;
  return isAdded ? parent : undefined;
}

/** One of any number of segments, as joiners and rest parameters take them: one less does no harm. */
function isListed(call: ts.CallExpression, node: ts.Node, draft: Draft): boolean {
  const index = call.arguments.indexOf(node as ts.Expression);
  const fn = calledFunction(call.expression, draft);
  if (!fn) return call.arguments.length > 1 && joinsAll(call, draft);
  return fn.parameters.slice(0, index + 1).some(({ dotDotDotToken }) => dotDotDotToken !== undefined);
}

/** Other functions of a library put each argument into a place of its own: `format('%s/%s', host, action)`. */
function joinsAll({ expression }: ts.CallExpression, { workspace }: Draft): boolean {
  const callee = unwrap(expression);
  return (
    (isAccess(callee) && accessName(callee) === 'concat') ||
    isJoiner(callee, callee.getText(), { workspace, frame: undefined, depth: 0 })
  );
}

/** Text that other code sees too, or that stands in a function with other callers, must stay. */
function checkShared(part: TextPart, request: Request, matched: Matched, draft: Draft): void {
  const expression = stringExpression(part.node);
  const around = frameAround(part.node, request.frame);
  if (around) {
    const callers = countMatches(expression, draft.workspace, matched);
    if (callers !== 1) block(draft, 'shared-constant', around.call, { name: excerpt(expression) });
  }
  const foreign =
    findForeignUse(expression, draft.workspace, matched) ??
    findStrangeCaller(expression, request, draft.workspace, matched);
  if (foreign) {
    block(draft, 'shared-constant', foreign, { name: excerpt(expression) });
    addStep(draft, 'pass', foreign, excerpt(foreign));
  }
}
