import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { isConst, positionOf, unwrap } from '../code/syntax.ts';
import type { Draft } from '../edits/draft.ts';
import { type FoldContext, fold, templatePart } from '../fold/fold.ts';
import { joinedSegments } from '../fold/joins.ts';
import { type Match, matchTemplate } from '../fold/match.ts';
import { frameOf } from '../fold/objects.ts';
import {
  type Frame,
  flatText,
  isText,
  type Part,
  slice,
  type Template,
  type TextPart,
} from '../fold/template.ts';
import type { Request } from '../request/request.ts';
import { joinBase } from '../request/request-base.ts';
import { moveBase } from './move-base.ts';
import { type Operand, operandChange, wordsOf, writeOperand } from './move-operand.ts';
import { findForeignUse, findStrangerAround, type Matched } from './sharing.ts';

/** A call that moves alone: what it shares with other endpoints is written anew at the call. */
export type Move = {
  /** The endpoint in the URL, as it is put together at the call. */
  match: Match;
  isMoved(part: TextPart): boolean;
  /** Puts text into what is written anew, at an offset of the URL. False where that is not written anew. */
  insert(offset: number, text: string): boolean;
  /** Makes the edits; runs last. */
  finish(draft: Draft): void;
};

type Piece = { template: Template; operand?: Pick<Operand, 'node' | 'frame'> };

/**
 * Plans a call whose version, or last segment, stands in text of other endpoints too: each name that brings such a
 * text is replaced by what it says, or the client is given a base for this request. Undefined where that is not
 * certain to give the same URL.
 */
export function planMove(
  request: Request,
  matches: readonly Match[],
  matched: Matched,
  draft: Draft,
): Move | undefined {
  const context: Context = { matched, draft, targets: targetsOf(matches) };
  const base = request.base && fold(request.base.node, exact(request.base.frame, context))[0];
  const pieces = piecesOf(request.url, request.frame, context, 0);
  const own = pieces.flatMap(({ template }) => template);
  const whole = base ? joinBase(base, own) : own;
  const match = matchTemplate(whole, draft.rule, new Set());
  if (!match || match.tail.start === match.tail.end) return undefined;
  const offset = flatText(whole).length - flatText(own).length;
  const operands = placed(pieces, offset).filter(
    operand => operandChange(operand, match, draft.rule) !== undefined,
  );
  if (operands.some(operand => !canReplace(operand, match, request, matched, draft))) return undefined;
  if (base && match.version.start < offset)
    return moveBase({ request, base, match, offset, operands }, draft);
  return operands.length === 0 ? undefined : createMove(match, operands, draft);
}

function createMove(match: Match, operands: readonly Operand[], draft: Draft): Move | undefined {
  const hasText = operands.every(operand => wordsOf(operand, match, draft, operand.node));
  if (!hasText) return undefined;
  const moved = new Set(operands.flatMap(({ template }) => template.filter(isText).map(({ node }) => node)));
  return {
    match,
    isMoved: part => moved.has(part.node),
    insert: (at, text) => {
      const operand = operands.find(({ start, template }) => {
        const end = start + flatText(template).length;
        return start < at && at <= end;
      });
      operand?.inserts.push({ at, text });
      return operand !== undefined;
    },
    finish: target => {
      for (const operand of operands) writeOperand(operand, match, target);
    },
  };
}

/** The literals that hold the endpoint, from its version on. */
const targetsOf = (matches: readonly Match[]): Set<ts.Node> =>
  new Set(
    matches.flatMap(({ template, version, tail }) =>
      slice(template, version.start, tail.end)
        .filter(isText)
        .map(({ node }) => node),
    ),
  );

const exact = (frame: Frame | undefined, { draft, targets }: Context): FoldContext => ({
  workspace: draft.workspace,
  frame,
  depth: 0,
  exactly: targets,
});

/** The operands with the place where each begins in the URL. */
function placed(pieces: readonly Piece[], offset: number): Operand[] {
  let start = offset;
  return pieces.flatMap(({ template, operand }) => {
    const at = start;
    start += flatText(template).length;
    return operand ? [{ ...operand, template, start: at, inserts: [] }] : [];
  });
}

/** Not where it brings the whole path, or a part of the query too, or stands in a function that other endpoints are called through. */
function canReplace(
  { node, template, start }: Operand,
  match: Match,
  { frame }: Request,
  matched: Matched,
  { workspace }: Draft,
): boolean {
  const end = start + flatText(template).length;
  // The whole path under one name: what else uses the name has to move as well.
  const isWhole = start <= match.version.start && match.tail.end <= end;
  if (isWhole && !slice(match.template, match.tail.start, match.tail.end).some(part => isWithin(part, node)))
    return false;
  return end <= match.end && !findStrangerAround(node, frame, workspace, matched);
}

/** An argument of the very call that brings the path. */
const isWithin = (part: Part, node: ts.Node): boolean =>
  isText(part) && ts.findAncestor(part.node, parent => parent === node) !== undefined;

type Context = { matched: Matched; draft: Draft; targets: ReadonlySet<ts.Node> };

/** How many names are looked through on the way to the text. */
const DEEPEST = 10;

/** A URL as the text that is written for this call alone, and the expressions that bring the rest. */
function piecesOf(node: ts.Expression, frame: Frame | undefined, context: Context, depth: number): Piece[] {
  const inner = unwrap(node);
  const split = depth > DEEPEST ? undefined : SPLITS[inner.kind]?.(inner, frame, context, depth + 1);
  if (split) return split;
  const [template = []] = fold(inner, exact(frame, context));
  return [{ template, operand: { node: inner, frame } }];
}

type Split = (
  node: ts.Expression,
  frame: Frame | undefined,
  context: Context,
  depth: number,
) => Piece[] | undefined;

const literal: Split = (node, frame, context) => [{ template: fold(node, exact(frame, context))[0] ?? [] }];

/** One row for each kind of expression that is more than a name at the call. */
const SPLITS: Partial<Record<ts.SyntaxKind, Split>> = {
  [ts.SyntaxKind.StringLiteral]: literal,
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: literal,
  [ts.SyntaxKind.TemplateExpression]: (node, frame, context, depth) => {
    const { head, templateSpans } = node as ts.TemplateExpression;
    const spans = templateSpans.flatMap(span => [
      ...piecesOf(span.expression, frame, context, depth),
      { template: [templatePart(span.literal)] },
    ]);
    return [{ template: [templatePart(head)] }, ...spans];
  },
  [ts.SyntaxKind.BinaryExpression]: (node, frame, context, depth) => {
    const { left, right, operatorToken } = node as ts.BinaryExpression;
    if (operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
    return [left, right].flatMap(side => piecesOf(side, frame, context, depth));
  },
  [ts.SyntaxKind.NewExpression]: (node, frame, context, depth) => {
    const { expression, arguments: given } = node as ts.NewExpression;
    const isUrl = /^(?:URL|Request)$/.test(expression.getText());
    return isUrl && given?.[0] ? piecesOf(given[0], frame, context, depth) : undefined;
  },
  [ts.SyntaxKind.CallExpression]: (node, frame, context, depth) => {
    const { workspace } = context.draft;
    const segments = joinedSegments(node as ts.CallExpression, { workspace, frame, depth: 0 });
    const pieces: Piece[] = [];
    for (const segment of segments ?? [])
      pieces.push(...glued(pieces, piecesOf(segment, frame, context, depth), node));
    return segments && pieces;
  },
  [ts.SyntaxKind.Identifier]: splitName,
};

/** A segment with the slash that a joiner puts before it. */
function glued(before: readonly Piece[], pieces: Piece[], at: ts.Node): Piece[] {
  const head = flatText(before.flatMap(({ template }) => template));
  const tail = flatText(pieces.flatMap(({ template }) => template));
  const isGiven = head === '' || head.endsWith('/') || tail.startsWith('/');
  return isGiven ? pieces : [{ template: [{ text: '/', node: at, start: -1 }] }, ...pieces];
}

/** A name that brings none of the endpoint is itself the hole: what is done to it by its name counts. */
function splitName(
  node: ts.Expression,
  frame: Frame | undefined,
  context: Context,
  depth: number,
): Piece[] | undefined {
  const pieces = piecesOfName(node, frame, context, depth);
  const parts = pieces?.flatMap(({ template }) => template) ?? [];
  return parts.some(part => isText(part) && context.targets.has(part.node)) ? pieces : undefined;
}

/** A parameter is the argument of the open call; a constant is looked into where only this endpoint has it. */
function piecesOfName(
  node: ts.Expression,
  frame: Frame | undefined,
  context: Context,
  depth: number,
): Piece[] | undefined {
  const { draft, matched } = context;
  const { workspace } = draft;
  const declaration = symbolAt(workspace, node)?.valueDeclaration;
  if (declaration && ts.isParameter(declaration)) {
    const open = frameOf(declaration.parent, { frame });
    const given = open?.call.arguments?.[positionOf(declaration)];
    return given && !ts.isSpreadElement(given) ? piecesOf(given, open?.parent, context, depth) : undefined;
  }
  const value =
    declaration && ts.isVariableDeclaration(declaration) && isConst(declaration)
      ? declaration.initializer
      : undefined;
  // A constant that is a number stays one.
  if (!value || ts.isNumericLiteral(unwrap(value)) || findForeignUse(value, workspace, matched))
    return undefined;
  return piecesOf(value, frame, context, depth);
}
