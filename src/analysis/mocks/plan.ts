import type { ts } from 'ts-morph';
import type { Tracker } from '../answer/tracker.ts';
import { excerpt, isFunctionNode, unwrap } from '../code/syntax.ts';
import type { Hit } from '../detect/detect.ts';
import type { MockHit } from '../detect/mocks.ts';
import { addStep, block, createDraft, type Draft } from '../edits/draft.ts';
import { type Group, groupDrafts, isFixable } from '../edits/groups.ts';
import type { Match } from '../fold/match.ts';
import { flatText, HOLE } from '../fold/template.ts';
import { chainedCalls, chainedQueries } from '../query/chain.ts';
import type { Request } from '../request/request.ts';
import type { StudyInput } from '../study.ts';
import { planPath } from '../url/path.ts';
import { planRequest } from '../url/plan.ts';
import type { Matched } from '../url/sharing.ts';
import type { PlannedAnswer } from './answers.ts';
import { callsOfMock } from './reach.ts';
import { planReply } from './reply.ts';

/** A mock with what is planned for it, and the drafts of the calls that it stands in for. */
export type PlannedMock = { hit: MockHit; draft: Draft; calls: Draft[] };

/** Plans what changes in every mock of the endpoint: URL and query as in the calls that it stands in for, and the answer. */
export function planMocks(
  mocks: readonly MockHit[],
  drafts: ReadonlyMap<Draft, Hit>,
  matched: Matched,
  input: StudyInput,
): PlannedMock[] {
  const hits = [...drafts.values()];
  const all = new Set<ts.Node>(
    mocks.flatMap(({ request }) => [
      request.call,
      ...chainedCalls(request, input.workspace).map(({ call }) => call),
    ]),
  );
  return mocks.flatMap(hit => {
    const isExpected = hit.mock.row.name === 'expectation';
    const calls = callsOfMock(hit, hits, input, isExpected);
    // What is expected of a call that the test does not reach says nothing about the endpoint.
    if (calls.length === 0 && isExpected) return [];
    const draft = createDraft(input.workspace, input.rule);
    planMock(hit, calls, { draft, matched, input, all });
    return [{ hit, draft, calls: [...drafts].flatMap(([one, of]) => (calls.includes(of) ? [one] : [])) }];
  });
}

type Bench = { draft: Draft; matched: Matched; input: StudyInput; all: ReadonlySet<ts.Node> };

function planMock(hit: MockHit, calls: readonly Hit[], { draft, matched, input, all }: Bench): void {
  const { request, matches, others, mock } = hit;
  addStep(draft, 'call', request.call, `${request.name} (${mock.row.name})`);
  if (calls.length === 0) return block(draft, 'lone-mock', request.call);
  if (mock.pattern) return block(draft, 'url-pattern', mock.pattern, { text: excerpt(mock.pattern) });
  if (request.method === 'unknown') block(draft, 'dynamic-method', request.call);
  for (const other of others)
    block(draft, 'mixed-sources', request.url, { name: flatText(other).replaceAll(HOLE, '…') });
  const kind = queryKind(hit, calls, draft);
  if (kind === 'as the call') planRequest(request, matches, input.accept, matched, draft);
  else for (const match of matches) planPath(match, request, matched, draft);
  if (typeof kind === 'object') block(draft, 'mock-query', kind, { text: excerpt(kind) });
  for (const reply of mock.replies) planReply(reply, { draft, host: input.host, calls: all });
}

/** Whether the query of a mock changes as that of the calls does, not at all, or cannot be told: then the place. */
function queryKind(
  hit: MockHit,
  calls: readonly Hit[],
  draft: Draft,
): 'as the call' | 'path alone' | ts.Node {
  const { request, mock } = hit;
  const query = mock.form.query ?? mock.row.query;
  const tail = hit.matches.map(({ template, end }) => flatText(template).slice(end));
  if (query === 'ignored' || mock.isPathOnly || tail.every(text => /^\??\*$/.test(text))) return 'path alone';
  if (tail.some(text => text.includes('*')) || mock.isOpenEnded) return request.url;
  if (query === 'parsed') return parsedKind(request, draft);
  const isSent = calls.every(
    ({ request: { queries }, matches }) =>
      queries.length === 0 &&
      matches.every(match => hit.matches.every(own => namesOf(match) === namesOf(own))),
  );
  if (isSent && request.queries.length === 0) return 'as the call';
  const areObjects = calls.every(({ request: { queries } }) => queries.length > 0);
  const namesNone = hit.matches.every(match => namesOf(match) === '');
  if (query !== 'mirrored' || !areObjects || !namesNone) return request.url;
  if (request.queries.length > 0) return 'as the call';
  // A mock that names no parameters takes all of them.
  return mock.row.name === 'expectation' ? request.call : 'path alone';
}

/** `.query(true)` takes everything; a function may read anything. */
function parsedKind(request: Request, { workspace }: Draft): 'as the call' | 'path alone' | ts.Node {
  const given = chainedQueries(request, workspace).map(({ node }) => node);
  if (given.length > 0 && given.every(node => unwrap(node).getText() === 'true')) return 'path alone';
  return given.find(node => isFunctionNode(unwrap(node))) ?? 'as the call';
}

/** The names of the parameters in the text behind the path, in order. */
function namesOf({ template, end }: Match): string {
  const query = flatText(template).slice(end).replace(/^\?/, '').split('#')[0] ?? '';
  return query
    .split('&')
    .map(pair => pair.split('=')[0])
    .join('&');
}

/**
 * Puts mocks together with the calls that they stand in for: all of them change, or the mock stays and the calls
 * that change without it say so.
 */
export function groupWithMocks(
  drafts: readonly Draft[],
  mocks: readonly PlannedMock[],
  answers: readonly PlannedAnswer[],
  tracker: Tracker,
): Group[] {
  const first = groupDrafts(drafts, tracker);
  const groupOf = (draft: Draft) => first.find(group => group.drafts.includes(draft)) as Group;
  const links = mocks.flatMap(({ hit, draft, calls }) => {
    const own = groupOf(draft);
    const kept = calls.find(call => !isFixable(groupOf(call)));
    if (isFixable(own) && kept === undefined && calls.length > 0) return [[draft, ...calls]];
    if (kept !== undefined && own !== groupOf(kept))
      block(draft, 'mock-of-kept-call', hit.request.call, { text: excerpt(hit.request.call) });
    for (const call of calls)
      if (call !== kept && groupOf(call) !== own && isFixable(groupOf(call)))
        block(call, 'mock-left', hit.request.call, { text: excerpt(hit.request.call) });
    return [];
  });
  const linked = answers.filter(answer => linkAnswer(answer, groupOf));
  const silent = new Set(answers.filter(answer => !linked.includes(answer)).map(({ draft }) => draft));
  const together = [...links, ...linked.map(({ draft, calls }) => [draft, ...calls])];
  return groupDrafts(
    drafts.filter(draft => !silent.has(draft)),
    tracker,
    together,
  );
}

/** Whether an answer changes with its calls. It says nothing of its own: where it stays, the calls that change do. */
function linkAnswer(
  { hit, draft, calls, isCertain }: PlannedAnswer,
  groupOf: (draft: Draft) => Group,
): boolean {
  const fixable = calls.filter(call => isFixable(groupOf(call)));
  if (isCertain && fixable.length === calls.length && isFixable(groupOf(draft))) return true;
  for (const call of fixable) block(call, 'mock-left', hit.request.call, { text: excerpt(hit.request.call) });
  return false;
}
