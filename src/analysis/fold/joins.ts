import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { moduleSpecifierOf } from '../code/modules.ts';
import { accessName, isAccess, isConst, positionOf, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { type FoldContext, fold, foldBranches } from './fold.ts';
import { thawed } from './objects.ts';
import { flatText, type Part, product, type Template } from './template.ts';

/** Names under which packages and projects offer a function that puts slashes between segments. */
const JOINERS = words(
  'urljoin joinurl joinurls joinpath joinpaths pathjoin path.join path.posix.join posix.join join',
);

/** The segments that a call puts slashes between, where they are listed one by one. */
export function joinedSegments(
  call: ts.CallExpression,
  context: FoldContext,
): readonly ts.Expression[] | undefined {
  const callee = unwrap(call.expression);
  if (isJoiner(callee, callee.getText(), context)) return listed(call.arguments);
  const list = isAccess(callee) && accessName(callee) === 'join' ? unwrap(callee.expression) : undefined;
  const glue = call.arguments[0] && unwrap(call.arguments[0]);
  const isPath = glue && ts.isStringLiteralLike(glue) && glue.text === '/';
  return list && isPath && ts.isArrayLiteralExpression(list) ? listed(list.elements) : undefined;
}

const listed = (nodes: readonly ts.Expression[]): readonly ts.Expression[] | undefined =>
  nodes.some(ts.isSpreadElement) ? undefined : nodes;

/** Whether a callee joins paths, by its name and where it comes from. */
export function isJoiner(callee: ts.Expression, text: string, context: FoldContext): boolean {
  if (!JOINERS.has(text.toLowerCase())) return false;
  // `path.join('/')` of a list that is called so.
  if (isAccess(callee) && listElements(callee.expression, context)) return false;
  if (text !== 'join') return true;
  const symbol = context.workspace.checker.getSymbolAtLocation(callee);
  const from = symbol?.declarations?.[0] && moduleSpecifierOf(symbol.declarations[0]);
  return from !== undefined && /path|url/.test(from);
}

/** `[…].join('/')` */
export function foldJoin(
  receiver: ts.Expression,
  call: ts.CallExpression,
  context: FoldContext,
): Template[] | undefined {
  const segments = listElements(receiver, context);
  const separator = call.arguments[0] && unwrap(call.arguments[0]);
  if (!segments || (separator && !ts.isStringLiteralLike(separator))) return undefined;
  const glue = separator ? separator.text : ',';
  return foldSegments(segments, glue, context, glue === '/' ? undefined : separator);
}

/** The elements of a list literal, seen through a constant and `.filter(Boolean)`. */
function listElements(node: ts.Expression, context: FoldContext): ts.Expression[] | undefined {
  const inner = thawed(node);
  if (ts.isArrayLiteralExpression(inner)) return [...inner.elements];
  if (ts.isCallExpression(inner) && isAccess(inner.expression) && accessName(inner.expression) === 'filter') {
    return inner.arguments[0]?.getText() === 'Boolean' && !context.exactly
      ? listElements(inner.expression.expression, context)
      : undefined;
  }
  const declaration = symbolAt(context.workspace, inner)?.declarations?.[0];
  if (
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    isConst(declaration)
  ) {
    return listElements(declaration.initializer, context);
  }
  return declaration && ts.isParameter(declaration) && declaration.dotDotDotToken
    ? restArguments(declaration, context)
    : undefined;
}

/** What a rest parameter receives from the call that is looked into. */
function restArguments(
  parameter: ts.ParameterDeclaration,
  context: FoldContext,
): ts.Expression[] | undefined {
  const { frame } = context;
  if (frame?.fn !== parameter.parent || frame.handed) return undefined;
  const given = frame.call.arguments?.slice(positionOf(parameter));
  return given?.some(ts.isSpreadElement) ? undefined : given;
}

/** Segments with a separator between them; slashes do not double where one is written already. */
export function foldSegments(
  segments: readonly ts.Expression[],
  glue: string,
  context: FoldContext,
  at?: ts.Node,
): Template[] | undefined {
  let alternatives: Template[] | undefined;
  for (const segment of segments) {
    const frame = isRestSegment(segment, context) ? context.frame?.parent : context.frame;
    const folded = ts.isSpreadElement(segment)
      ? foldSpread(segment, glue, context)
      : fold(segment, { ...context, frame });
    if (!folded) return undefined;
    alternatives =
      alternatives === undefined
        ? folded
        : joinAlternatives(alternatives, folded, glue, at ?? segment, context);
    if (alternatives === undefined) return undefined;
  }
  return alternatives;
}

/** Arguments that came through a rest parameter belong to the caller. */
const isRestSegment = (segment: ts.Expression, { frame }: FoldContext): boolean =>
  frame?.call.arguments?.includes(segment) ?? false;

/** `...more`, `...(isDetailed ? ['detail'] : [])`. */
function foldSpread(node: ts.SpreadElement, glue: string, context: FoldContext): Template[] | undefined {
  const inner = unwrap(node.expression);
  const read = (list: ts.Expression): (Template[] | undefined)[] => {
    const elements = listElements(list, context);
    return [elements?.length === 0 ? [[]] : elements && foldSegments(elements, glue, context, node)];
  };
  const lists = ts.isConditionalExpression(inner) ? foldBranches(inner, read, context) : read(inner);
  return lists.some(list => list === undefined) ? undefined : lists.flatMap(list => list ?? []);
}

function joinAlternatives(
  left: Template[],
  right: Template[],
  glue: string,
  at: ts.Node,
  { exactly }: FoldContext,
): Template[] | undefined {
  const all = product(left, right);
  return all && left.flatMap(head => right.map(tail => joinTwo(head, tail, glue, at, exactly !== undefined)));
}

function joinTwo(head: Template, tail: Template, glue: string, at: ts.Node, isExact: boolean): Template {
  const isDoubled =
    !isExact &&
    glue === '/' &&
    (flatText(head).endsWith('/') || flatText(tail).startsWith('/') || flatText(tail) === '');
  const between: Part[] = isDoubled ? [] : [{ text: glue, node: at, start: -1 }];
  return [...head, ...between, ...tail];
}
