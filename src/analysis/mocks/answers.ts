import { ts } from 'ts-morph';
import { isAccess, memberName, unwrap } from '../code/syntax.ts';
import type { Hit } from '../detect/detect.ts';
import { addStep, createDraft, type Draft } from '../edits/draft.ts';
import type { Request } from '../request/request.ts';
import type { StudyInput } from '../study.ts';
import { callsNear, filesReached } from './reach.ts';
import { planReply } from './reply.ts';

/** An answer that is put in the place of a client's function, whatever it is called with. */
export type PlannedAnswer = { hit: AnswerHit; draft: Draft; calls: Draft[]; isCertain: boolean };

/** As a hit, so that it is told like the others of its group. */
type AnswerHit = Hit & { mock: undefined };

/** Members of jest, vitest and sinon that say what a function answers from now on. */
const ANSWERING = [
  'mockResolvedValue',
  'mockResolvedValueOnce',
  'mockReturnValue',
  'mockReturnValueOnce',
  'mockImplementation',
  'mockImplementationOnce',
  'resolves',
];

/**
 * Plans the new shape of answers without a URL, `axios.get.mockResolvedValue({ data: { images: […] } })`: in files that
 * import a call, where the answer has fields that v2 has not. Certain is only what stands in for the function that the
 * call itself uses.
 */
export function planAnswers(drafts: ReadonlyMap<Draft, Hit>, input: StudyInput): PlannedAnswer[] {
  if (drafts.size === 0) return [];
  const paths = new Set(ANSWERING.flatMap(name => input.host.mentioning(name)));
  return [...paths].flatMap(path => {
    if (!mayAnswer(input.host.readFile(path) ?? '', input)) return [];
    const near = callsNear(path, [...drafts.values()], input);
    const file = near.length > 0 && input.workspace.want(path) ? input.workspace.files.get(path) : undefined;
    const calls = [...drafts].flatMap(([draft, hit]) => (near.includes(hit) ? [draft] : []));
    return file ? findAnswering(file).flatMap(call => planAnswer(call, calls, drafts, input) ?? []) : [];
  });
}

/** Whether a text has the list and a field of it that becomes another one. */
function mayAnswer(text: string, { rule }: StudyInput): boolean {
  const { list, fields } = rule.response;
  const moved = Object.entries(fields).filter(
    ([, { action }]) => action === 'equals' || action === 'flatten',
  );
  return text.includes(list) && moved.some(([name]) => text.includes(name));
}

function findAnswering(file: ts.SourceFile): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    const callee = ts.isCallExpression(node) ? unwrap(node.expression) : undefined;
    if (callee && isAccess(callee) && ANSWERING.includes(memberName(callee)))
      found.push(node as ts.CallExpression);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function planAnswer(
  call: ts.CallExpression,
  calls: Draft[],
  drafts: ReadonlyMap<Draft, Hit>,
  input: StudyInput,
): PlannedAnswer | undefined {
  const { workspace, rule, host } = input;
  const [given] = call.arguments;
  const draft = createDraft(workspace, rule);
  if (!given) return undefined;
  planReply(given, { draft, host, calls: new Set([call]) });
  const isUnclear = draft.blockers.length > 0 && given.getText().includes(rule.response.list);
  if (draft.steps.length === 0 && !isUnclear) return undefined;
  addStep(draft, 'call', call, call.expression.getText().replace(/\s+/g, '').slice(0, 60));
  const statement = ts.findAncestor(call, ts.isStatement) ?? call;
  const owner = call.getSourceFile().text.slice(statement.getStart(), given.getStart());
  const requests = calls.map(one => (drafts.get(one) as Hit).request);
  const isCertain =
    requests.every(({ name }) => isSameFunction(owner, name)) && isOnlyUse(requests, call, input);
  const [first] = calls.flatMap(one => drafts.get(one) ?? []);
  return first && { hit: answerHit(first, call, given), draft, calls, isCertain };
}

/** An answer has no path of its own: it is told as the call whose answer it is. */
function answerHit({ request }: Hit, call: ts.CallExpression, url: ts.Expression): AnswerHit {
  const own = { ...request, call, frame: undefined, url, templates: [], queries: [], callbacks: [] };
  return { request: own, matches: [], others: [], needles: [], mock: undefined };
}

/** `axios.get.mockResolvedValue`, `vi.spyOn(axios, 'get')`, `mockedAxios.get`, `global.fetch = vi.fn()…`. */
function isSameFunction(owner: string, name: string): boolean {
  const words = name.split('.').slice(-2);
  return words.every(word => owner.toLowerCase().includes(word.toLowerCase()));
}

/**
 * Whether the files that a test imports use the function for nothing but these calls: an answer without a URL may
 * be that of another endpoint else.
 */
function isOnlyUse(requests: readonly Request[], call: ts.Node, input: StudyInput): boolean {
  const [first] = requests;
  const name = first?.name.split('.').slice(-2).join('.') ?? '';
  const use = new RegExp(`(?<![\\w$])${name.replace(/[.$]/g, '\\$&')}\\s*[(<]`, 'g');
  const texts = [...filesReached(input.workspace.pathOf(call), input)].map(
    path => input.host.readFile(path) ?? '',
  );
  const uses = texts.reduce((sum, text) => sum + (text.match(use)?.length ?? 0), 0);
  return name !== '' && uses === new Set(requests.map(one => one.call)).size;
}
