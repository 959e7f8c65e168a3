import { ts } from 'ts-morph';
import { type BlockerCode, isIgnorable } from '../messages.ts';
import { importName, wrapCall } from './answer/compat-plan.ts';
import { queryHooksOf } from './answer/hooks.ts';
import { symbolAt } from './code/bindings.ts';
import { isSometimesRun } from './code/conditions.ts';
import { isRepeatable, unwrap } from './code/syntax.ts';
import { createDraft, type Draft, insertAfter, insertBefore } from './edits/draft.ts';
import { frameAround } from './fold/frame-keys.ts';
import type { Match } from './fold/match.ts';
import { flatText } from './fold/template.ts';
import type { Workspace } from './project/project.ts';
import { chainedQueries } from './query/chain.ts';
import { BY_SHAPE } from './request/clients.ts';
import type { Request } from './request/request.ts';
import { planPath } from './url/path.ts';
import { doubtfulQueries, planRequest } from './url/plan.ts';
import { noteAdded } from './url/room.ts';
import type { Matched } from './url/sharing.ts';

/** Reasons that the functions of the compat module take away: they see the query when it is sent. */
const SOLVED: ReadonlySet<BlockerCode> = new Set<BlockerCode>([
  'opaque-query',
  'dynamic-name',
  'array-value',
  'unmapped-value',
  'no-room-for-parameter',
  'shared-query',
  'query-read',
  'shared-constant',
  'split-text',
  'repeated-parameter',
]);

/** Plans URL and query as usual where that can be done, and else through the compat module. */
export function planByCompat(
  request: Request,
  matches: readonly Match[],
  accept: ReadonlySet<string>,
  matched: Matched,
  draft: Draft,
): void {
  const usual = createDraft(draft.workspace, draft.rule);
  planRequest(request, matches, accept, matched, usual);
  const hard = usual.blockers.filter(({ code }) => !isIgnorable(code));
  if (hard.length === 0 || hard.some(({ code }) => !SOLVED.has(code))) return take(usual, draft);
  const plan = createDraft(draft.workspace, draft.rule, true);
  if (!wrapRequest(request, matches, matched, plan)) return take(usual, draft);
  take({ ...plan, steps: usual.steps }, draft);
  noteAdded(request, draft, accept);
}

function take(from: Draft, to: Draft): void {
  to.edits.push(...from.edits);
  to.lists.push(...from.lists);
  to.blockers.push(...from.blockers);
  to.notes.push(...from.notes);
  to.steps.push(...from.steps);
  to.compat?.uses.push(...(from.compat?.uses ?? []));
}

type Slot = Request['queries'][number];

/** `v2Query(…)` around the URL, the query, or both. False where there is no expression to put it around. */
function wrapRequest(request: Request, matches: readonly Match[], matched: Matched, plan: Draft): boolean {
  const chained: Slot[] = chainedQueries(request, plan.workspace).map(chain => ({
    ...chain,
    isSometimes: isSometimesRun(chain.node, request.call),
  }));
  const slots = [...asSent(request.queries), ...doubtfulQueries(request, plan), ...chained];
  if (!slots.every(slot => canWrap(slot, request, plan.workspace))) return false;
  // What a hook adds comes too late for the function at the call.
  if (queryHooksOf(request, plan.workspace).length > 0) return false;
  // What every request must send stands in a place that every request has.
  const sure = slots.find(({ isSometimes }) => !isSometimes);
  if (!sure && slots.length > 0 && request.client.textQuery !== 'kept') return false;
  const isPlain = sure !== undefined && matches.every(match => isPathOnly(match));
  if (!(isPlain && hasUsualPath(request, matches, matched, plan))) {
    if (request.base || !isWholeUrl(request) || isRequestObject(request.url, plan.workspace)) return false;
    wrapCall(request.url, 'v2Query', plan, sure ? ', true' : '');
  }
  for (const slot of slots) wrapSlot(slot, slot === sure ? '' : ', true', request, plan);
  return true;
}

/** What is put into a query later is converted with it where it is sent: `options.params.limit = 5`. */
const asSent = (queries: readonly Slot[]): Slot[] => [
  ...queries.filter(({ within }) => within === undefined),
  ...[...new Map(queries.map(({ within, frame }) => [within, frame]))].flatMap(([node, frame]) =>
    node ? [{ node, frame, isOptions: true as const }] : [],
  ),
];

/** The query object of a class that only its framework can read is not to be taken apart. */
function canWrap({ node, frame, isOptions }: Slot, request: Request, workspace: Workspace): boolean {
  // Whether they are options or the query itself, nobody knows.
  if (isOptions && request.client === BY_SHAPE) return false;
  if (frameAround(node, request.frame) !== undefined || frame !== request.frame) return false;
  if (!isOptions && isMaybeCallback(node, request, workspace)) return false;
  return request.client.name !== 'HttpClient' || ts.isObjectLiteralExpression(unwrap(node));
}

/** `$.getJSON(url, show)`: what nobody can look into may be the function for the answer. */
function isMaybeCallback(node: ts.Node, { callbacks, call }: Request, workspace: Workspace): boolean {
  if (!callbacks.includes(node) || !call.arguments?.includes(node as ts.Expression)) return false;
  if (ts.isObjectLiteralExpression(unwrap(node as ts.Expression))) return false;
  const declaration = symbolAt(workspace, node)?.valueDeclaration;
  return declaration === undefined || ts.isParameter(declaration);
}

const isPathOnly = ({ template, end }: Match): boolean => flatText(template).length === end;

/** The expression has the path in it, in the function where the call stands. */
const isWholeUrl = ({ url, frame }: Request): boolean =>
  frameAround(url, frame) === undefined || !ts.isObjectLiteralExpression(unwrap(url));

/** A `Request` has its URL inside, where no function can put another. */
function isRequestObject(node: ts.Expression, workspace: Workspace): boolean {
  const inner = unwrap(node);
  if (ts.isNewExpression(inner)) return inner.expression.getText() === 'Request';
  const declaration = ts.isIdentifier(inner) ? symbolAt(workspace, inner)?.valueDeclaration : undefined;
  if (!declaration) return ts.isCallExpression(inner) && inner.expression.getText().endsWith('.clone');
  if (ts.isParameter(declaration)) return declaration.type?.getText() === 'Request';
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value !== undefined && isRequestObject(value, workspace);
}

/** Changes the path where it is written; undone where something is in the way. */
function hasUsualPath(request: Request, matches: readonly Match[], matched: Matched, plan: Draft): boolean {
  const path = createDraft(plan.workspace, plan.rule);
  for (const match of matches) planPath(match, request, matched, path);
  if (path.blockers.length > 0) return false;
  plan.edits.push(...path.edits);
  plan.lists.push(...path.lists);
  return true;
}

function wrapSlot({ node, isOptions }: Slot, more: string, { client }: Request, plan: Draft): void {
  if (!isOptions) return wrapCall(node, 'v2Query', plan, more);
  // `axios.get(url, config)` → `axios.get(url, { ...config, params: v2Query(config?.params) })`
  const [key = 'params'] = client.queries;
  const text = node.getText();
  const query = (name: string) => `, ${key}: v2Query(${name}?.${key}${more}) }`;
  const [before, behind] = isRepeatable(unwrap(node))
    ? ['{ ...', query(text)]
    : [`(config => ({ ...config${query('config')}))(`, ')'];
  insertBefore(plan, node, before);
  insertAfter(plan, node, behind);
  importName(node, 'v2Query', plan);
}
