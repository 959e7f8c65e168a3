import { ts } from 'ts-morph';
import type { Edit } from '../finding.ts';
import type { Rule } from '../rule.ts';
import type { Tracker } from './answer/tracker.ts';
import { symbolAt } from './code/bindings.ts';
import { callAt, usesOfFunction } from './code/callers.ts';
import {
  accessName,
  excerpt,
  isAccess,
  isAround,
  isTextPiece,
  referenceAt,
  unwrap,
  wrapped,
} from './code/syntax.ts';
import type { Hit } from './detect/detect.ts';
import { block, type Draft } from './edits/draft.ts';
import { calledFunction } from './fold/calls.ts';
import { isReplacement } from './fold/match.ts';
import { type Frame, framesOf } from './fold/template.ts';
import type { Workspace } from './project/project.ts';
import { findRequest } from './request/request.ts';
import { type Matched, otherUses } from './url/sharing.ts';

/**
 * A reader that a wrapper has inside serves all who call the wrapper, and so does one that is found by the type of what
 * it gives: it may be rewritten only where each of them asks for this endpoint.
 */
export function checkWrappers(tracker: Tracker, matched: Matched): void {
  const wrappers = wrappersOf(matched);
  const strangers = new Map<ts.Node, ts.Node | undefined>();
  for (const { draft, fn } of innerReaders(tracker).filter(({ fn }) => wrappers.has(fn))) {
    if (!strangers.has(fn))
      strangers.set(fn, strangersOf(fn as ts.SignatureDeclaration, tracker, matched)[0]);
    const other = strangers.get(fn);
    if (other) block(draft, 'mixed-sources', other, { name: excerpt(other) });
  }
  for (const [owner, drafts] of tracker.declaredOwners) {
    const call = callBehind(owner, tracker.workspace);
    const fn = call && !matched.calls.has(call) ? calledFunction(call.expression, tracker) : undefined;
    if (fn && wrappers.has(fn) && !strangers.get(fn))
      for (const draft of drafts) block(draft, 'mixed-sources', owner, { name: excerpt(owner) });
  }
}

/** The functions that requests of the endpoint were found through. */
const wrappersOf = ({ calls }: Matched): ReadonlySet<ts.Node> =>
  new Set([...calls.values()].flat().flatMap(frame => framesOf(frame).map(({ fn }) => fn)));

/** The call whose answer an expression is: `await get(…)`, a name for it, or what `then` hands on. */
function callBehind(node: ts.Expression, workspace: Workspace, depth = 0): ts.CallExpression | undefined {
  const inner = unwrap(node);
  if (ts.isCallExpression(inner)) return inner;
  if (ts.isAwaitExpression(inner)) return callBehind(inner.expression, workspace, depth);
  const declaration = ts.isIdentifier(inner) ? symbolAt(workspace, inner)?.valueDeclaration : undefined;
  if (!declaration || depth > 3) return undefined;
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : promiseBehind(declaration);
  return value && callBehind(value, workspace, depth + 1);
}

function promiseBehind(parameter: ts.Node): ts.Expression | undefined {
  const { parent: call } = wrapped(parameter.parent);
  const isThen = ts.isParameter(parameter) && ts.isCallExpression(call) && isAccess(call.expression);
  return isThen && accessName(call.expression) === 'then' ? call.expression.expression : undefined;
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
    .map(referenceAt)
    // `useSWR(IMAGES, fetcher)`: called for this endpoint by whoever is given both.
    .filter(use => !matched.calls.has(wrapped(use).parent));

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

/** The statement of a file, or the member of its class, that a place stands in: the first that ends behind it. */
function scopeAt(position: number, file: ts.SourceFile): ts.Node {
  const isAt = (node: ts.Node): boolean => position < node.end;
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
    const isNew = isTextPiece(node) && isReplacement([{ text: node.text, node, start: -1 }], rule);
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
