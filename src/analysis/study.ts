import type { ts } from 'ts-morph';
import type { Finding, Host } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { followAnswer } from './answer/answer-flow.ts';
import { checkPresence } from './answer/presence.ts';
import { checkOwned, checkSources, checkUnsure } from './answer/purity.ts';
import { restoreTimes } from './answer/times.ts';
import { createTracker } from './answer/tracker.ts';
import { isGenerated } from './code/generated.ts';
import { excerpt } from './code/syntax.ts';
import { type CompatModule, canImport, canUse } from './compat/import.ts';
import { finishCompat, packageTypeOf } from './compat-finish.ts';
import { planByCompat } from './compat-query.ts';
import { checkTemplates } from './components/findings.ts';
import { detect, type Hit } from './detect/detect.ts';
import type { MockHit } from './detect/mocks.ts';
import type { Stray } from './detect/strays.ts';
import { addStep, block, blockStandIn, createDraft, type Draft } from './edits/draft.ts';
import type { Group } from './edits/groups.ts';
import { isFixable } from './edits/groups.ts';
import { makeFindings, makeStray } from './findings.ts';
import { findKeyTest, isKeyCall } from './fold/cache-keys.ts';
import { isReplacement } from './fold/match.ts';
import { flatText } from './fold/template.ts';
import { checkRest } from './frameworks/template-rest.ts';
import type { Analysis } from './index.ts';
import { planAnswers } from './mocks/answers.ts';
import { groupWithMocks, planMocks } from './mocks/plan.ts';
import type { Workspace } from './project/project.ts';
import { chainedQueryCalls } from './query/chain.ts';
import type { Client } from './request/clients.ts';
import { outermostCall } from './request/request.ts';
import { doublesAround, standIns } from './stand-ins.ts';
import { finishTypes } from './types/members.ts';
import { checkTypes } from './types/reads.ts';
import { planRequest } from './url/plan.ts';
import { type Matched, matchedCalls } from './url/sharing.ts';
import { checkConversions, checkWrappers } from './wrapper-readers.ts';

export type StudyInput = {
  workspace: Workspace;
  seeds: readonly ts.SourceFile[];
  /** Paths of the seeds to start from; undefined: all of them. */
  only?: ReadonlySet<string> | undefined;
  rule: Rule;
  table: readonly Client[];
  mounts: ReadonlySet<string>;
  accept: ReadonlySet<string>;
  /** The path of the compat module, where one is wanted. */
  compat: string | undefined;
  host: Host;
};

/** What comes of a rule: findings, and the compat module where fixes rely on it. */
export type Study = {
  findings: Finding[];
  created: Analysis['created'];
  /** The seeds with a text that led to a call, to a mock or to a finding. */
  sources: ReadonlySet<string>;
};

/** One rule over one workspace: detection, URL and query, answers, and the findings that come of them. */
export function study(input: StudyInput): Study {
  const { hits, mocks, strays } = detect(input.seeds, input);
  const needles = [...[...hits, ...mocks].flatMap(hit => hit.needles), ...strays.map(({ needle }) => needle)];
  const module = moduleOf(input);
  const plan = planBest(hits, mocks, { ...input, strays, module });
  return {
    findings: [
      ...plan.groups.flatMap(group => makeFindings(group, plan.drafts, input.accept)),
      ...strays.map(stray => makeStray(stray, input.rule, input.workspace)),
    ],
    created: module ? finishCompat(plan, module, input) : [],
    sources: new Set(needles.map(({ literal }) => input.workspace.pathOf(literal))),
  };
}

/** Another place that names what is cached by the same URL: it would not find it any more. */
function checkKeys({ isKey }: Hit, draft: Draft, { strays, workspace }: PlanInput): void {
  if (!isKey) return;
  const others = strays.filter(({ ends }) => ends.some(isKeyCall)).map(({ needle }) => needle.literal);
  const test = findKeyTest(workspace);
  for (const node of test ? [...others, test] : others)
    block(draft, 'shared-constant', node, { name: excerpt(node) });
}

type PlanInput = StudyInput & { strays: readonly Stray[]; module: CompatModule | undefined };

type Plan = { drafts: ReadonlyMap<Draft, Hit>; groups: Group[] };

/** Calls that cannot be fixed by themselves go through the compat module, where one is wanted and that helps. */
function planBest(hits: readonly Hit[], mocks: readonly MockHit[], input: PlanInput): Plan {
  const planThrough = (stuck: readonly Hit[]) => planHits(hits, mocks, new Set(stuck), input);
  const own = planThrough([]);
  const stuck = hitsToMove(own, input);
  if (stuck.length === 0) return own;
  const through = planThrough(stuck);
  const left = hitsWithoutFix(through);
  if (left.length === 0) return through;
  const helped = stuck.filter(hit => !left.includes(hit));
  return helped.length === 0 ? own : planThrough(helped);
}

/** The functions of the compat module have to mean the same wherever a call of them is written. */
function checkNames(draft: Draft, { module, workspace }: PlanInput): void {
  for (const use of draft.compat?.uses ?? [])
    if (!module || !canUse(use, module, workspace))
      block(draft, 'escape', use.at, { shape: 'answer', text: excerpt(use.at) });
}

const moduleOf = ({ compat, host }: StudyInput): CompatModule | undefined =>
  compat === undefined ? undefined : { path: compat, packageType: packageTypeOf(compat, host) };

function hitsToMove(own: Plan, { module, workspace }: PlanInput): Hit[] {
  if (!module) return [];
  return hitsWithoutFix(own).filter(({ request }) => canImport(request.call, module, workspace));
}

const hitsWithoutFix = ({ groups, drafts }: Plan): Hit[] =>
  groups
    .filter(group => !isFixable(group))
    .flatMap(group => group.drafts.flatMap(draft => drafts.get(draft) ?? []))
    .filter(hit => !('mock' in hit));

function planHits(
  hits: readonly Hit[],
  mocks: readonly MockHit[],
  through: ReadonlySet<Hit>,
  input: PlanInput,
): Plan {
  const { workspace, rule, accept } = input;
  const matched: Matched = {
    calls: matchedCalls(
      [...hits, ...mocks].flatMap(({ request }) => [request, ...chainedQueryCalls(request, workspace)]),
    ),
    table: input.table,
  };
  const tracker = createTracker(workspace);
  const drafts = new Map<Draft, Hit>();
  for (const hit of hits) {
    const draft = createDraft(workspace, rule, through.has(hit));
    drafts.set(draft, hit);
    planHit(hit, draft, accept, matched);
    checkKeys(hit, draft, input);
    followAnswer(hit.request, draft, tracker);
    if (draft.compat) checkConversions(hit, draft, matched);
    checkNames(draft, input);
  }
  finishTypes(tracker);
  checkSources(tracker);
  checkOwned(tracker);
  checkPresence(tracker);
  checkTypes(tracker);
  checkUnsure(tracker);
  restoreTimes(tracker);
  checkWrappers(tracker, matched);
  const answers = planAnswers(drafts, input);
  const planned = planMocks(mocks, drafts, matched, input);
  for (const { draft, hit } of [...planned, ...answers]) drafts.set(draft, hit);
  for (const [draft, hit] of drafts) checkFiles(hit, draft);
  const groups = groupWithMocks([...drafts.keys()], planned, answers, tracker);
  for (const group of groups) {
    checkTemplates(group);
    checkRest(group, path => input.host.readFile(path));
    if (group.hasConflict)
      for (const draft of group.drafts) block(draft, 'conflict', (drafts.get(draft) as Hit).request.call);
  }
  return { drafts, groups };
}

function planHit(hit: Hit, draft: Draft, accept: ReadonlySet<string>, matched: Matched): void {
  const { request, matches, others } = hit;
  const call = outermostCall(request);
  addStep(draft, 'call', call, `${request.name} (${request.client.name})`);
  if (call !== request.call) addStep(draft, 'pass', request.call, excerpt(request.call));
  const unsure = matches.find(match => !match.isCertain);
  if (unsure) block(draft, 'unknown-prefix', request.url, { prefix: unsure.prefix });
  if (request.method === 'unknown') block(draft, 'dynamic-method', request.call);
  // The compat module leaves alone what is not its own, but a query does not say whose it is.
  const isMixed = !draft.compat || request.queries.length > 0;
  for (const other of others.filter(one => isMixed || isReplacement(one, draft.rule)))
    block(draft, 'mixed-sources', request.url, {
      name: flatText(other).replaceAll('\uFFFC', '…') || 'the URL',
    });
  for (const other of standIns(request, matched, draft.workspace)) blockStandIn(other, draft);
  for (const double of doublesAround(request, draft.workspace)) blockStandIn(double, draft, true);
  if (draft.compat) draft.compat.isPromise = PROMISES.has(request.client.name);
  const plan = draft.compat ? planByCompat : planRequest;
  plan(request, matches, accept, matched, draft);
}

const PROMISES = new Set(['fetch', 'axios', 'ofetch', 'undici']);

/** A fix may not touch a file that does not parse, or that a generator would write again. */
function checkFiles({ request }: Hit, draft: Draft): void {
  const edited = [...draft.edits, ...draft.lists].map(({ file }) => file);
  const paths = new Set([...edited, draft.workspace.pathOf(request.call)]);
  for (const path of paths) {
    const file = draft.workspace.files.get(path);
    if (!file) continue;
    if (parseErrors(file).length > 0) block(draft, 'unparsable-file', file.statements[0] ?? file);
    if (isGenerated(file)) block(draft, 'generated-code', file.statements[0] ?? file);
  }
}

/** What the parser could not make sense of. */
export const parseErrors = (file: ts.SourceFile): readonly ts.Diagnostic[] =>
  (file as ts.SourceFile & { parseDiagnostics?: readonly ts.Diagnostic[] }).parseDiagnostics ?? [];
