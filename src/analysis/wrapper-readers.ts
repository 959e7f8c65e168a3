import { ts } from 'ts-morph';
import type { Edit } from '../finding.ts';
import type { Rule } from '../rule.ts';
import type { Tracker } from './answer/tracker.ts';
import { callAt, usesOfFunction } from './code/callers.ts';
import { excerpt, isAround, referenceAt } from './code/syntax.ts';
import type { Hit } from './detect/detect.ts';
import { block, type Draft } from './edits/draft.ts';
import { isReplacement } from './fold/match.ts';
import { type Frame, framesOf } from './fold/template.ts';
import { findRequest } from './request/request.ts';
import { type Matched, otherUses } from './url/sharing.ts';

/**
 * A reader that a wrapper has inside serves all who call the wrapper: it may be rewritten only where each of them asks
 * for this endpoint.
 */
export function checkWrappers(tracker: Tracker, matched: Matched): void {
  const strangers = new Map<ts.Node, ts.Node | undefined>();
  for (const { draft, fn } of innerReaders(tracker)) {
    if (!strangers.has(fn))
      strangers.set(fn, strangersOf(fn as ts.SignatureDeclaration, tracker, matched)[0]);
    const other = strangers.get(fn);
    if (other) block(draft, 'mixed-sources', other, { name: excerpt(other) });
  }
}

const innerReaders = ({ stations }: Tracker): { draft: Draft; fn: ts.Node }[] =>
  [...stations.values()]
    .filter(({ isReader }) => isReader)
    .flatMap(({ within }) => [...within].flatMap(([draft, fns]) => [...fns].map(fn => ({ draft, fn }))));

/** Places that call, or hand on, a wrapper for something else; what it does by itself does not count. */
const strangersOf = (
  fn: ts.SignatureDeclaration,
  place: Pick<Tracker, 'workspace'>,
  matched: Matched,
): ts.Node[] =>
  otherUses(usesOfFunction(fn, place)?.sure ?? [], matched)
    .filter(use => !isAround(fn, use))
    .map(referenceAt);

/**
 * The compat module knows a listing of the new API by its form: what is converted may not be what others, who use the
 * new API already, get there. They are looked for in the code around, and among those who call a wrapper.
 */
export function checkConversions({ request }: Hit, draft: Draft, matched: Matched): void {
  const frames = framesOf(request.frame);
  const wrappers = frames.map(({ fn }) => fn).filter(fn => convertsInside(fn, draft));
  const isOpen = wrappers.some(fn => isHandedOn(fn, draft, matched));
  for (const { file, start } of conversionsOf(draft)) {
    const source = draft.workspace.files.get(file);
    const other = source && replacementIn(isOpen ? source : scopeAt(start, source), draft.rule);
    if (other) block(draft, 'mixed-sources', other, { name: excerpt(other) });
  }
  for (const fn of wrappers) {
    for (const use of strangersOf(fn, draft, matched)) {
      const call = callAt(use);
      const frame = call && withCall(request.frame, fn, call);
      const other = frame && findRequest(request.call, frame, draft.workspace, matched.table);
      if (other?.templates.some(template => isReplacement(template, draft.rule)))
        block(draft, 'mixed-sources', use, { name: excerpt(use) });
    }
  }
}

/** Whether others may call a function by a way that is not seen: `read.call(…)`, or a function that one gives back. */
const isHandedOn = (fn: ts.SignatureDeclaration, draft: Draft, matched: Matched): boolean =>
  !usesOfFunction(fn, draft) || strangersOf(fn, draft, matched).some(use => !callAt(use));

/** The statement of a file, or the member of its class, that a place stands in. */
function scopeAt(position: number, file: ts.SourceFile): ts.Node {
  const isAt = (node: ts.Node): boolean => node.pos <= position && position < node.end;
  const statement = file.statements.find(isAt) ?? file;
  return ts.isClassDeclaration(statement) ? (statement.members.find(isAt) ?? statement) : statement;
}

const conversionsOf = ({ edits }: Draft): Edit[] => edits.filter(({ text }) => text.includes('v1Body'));

const convertsInside = (fn: ts.Node, draft: Draft): boolean =>
  conversionsOf(draft).some(
    ({ file, start, end }) => file === draft.workspace.pathOf(fn) && fn.pos <= start && end <= fn.end,
  );

/** A text with the new path, where some code has one. */
function replacementIn(scope: ts.Node, rule: Rule): ts.Node | undefined {
  if (!scope.getText().includes(rule.replacement.path)) return undefined;
  const visit = (node: ts.Node): ts.Node | undefined => {
    const isText =
      ts.isStringLiteralLike(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node);
    const isNew = isText && isReplacement([{ text: node.text, node, start: -1 }], rule);
    return isNew ? node : ts.forEachChild(node, visit);
  };
  return visit(scope);
}

/** The same way to a request, from another call of one of the functions on it. */
const withCall = (frame: Frame | undefined, fn: ts.Node, call: Frame['call']): Frame | undefined =>
  frame &&
  (frame.fn === fn
    ? { fn: frame.fn, call, parent: undefined }
    : { ...frame, parent: withCall(frame.parent, fn, call) });
