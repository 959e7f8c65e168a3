import { ts } from 'ts-morph';
import type { Finding, Span, Step } from '../finding.ts';
import { isIgnorable } from '../messages.ts';
import type { Rule } from '../rule.ts';
import { isGenerated } from './code/generated.ts';
import { excerpt } from './code/syntax.ts';
import type { Hit } from './detect/detect.ts';
import type { Stray } from './detect/strays.ts';
import { addStep, block, createDraft, type Draft } from './edits/draft.ts';
import type { Group } from './edits/groups.ts';
import { isFixable } from './edits/groups.ts';
import { flatText, slice } from './fold/template.ts';
import { spanOf, type Workspace } from './project/project.ts';
import { outermostCall } from './request/request.ts';

const ROLES: Step['role'][] = ['path', 'call', 'query', 'field', 'type', 'pass'];

const inOrder = (steps: readonly Step[]): Step[] =>
  ROLES.flatMap(role => steps.filter(step => step.role === role));

/**
 * Makes the findings of a group: one for each call, also where calls share the constant that their path is written
 * in, so that a new call is a new finding and a comment beside one call speaks of that one.
 */
export function makeFindings(
  group: Group,
  hits: ReadonlyMap<Draft, Hit>,
  accept: ReadonlySet<string>,
): Finding[] {
  const fix = makeFix(group, accept);
  const byCall = new Map<ts.Node, Draft[]>();
  for (const draft of group.drafts) {
    const call = outermostCall((hits.get(draft) as Hit).request);
    byCall.set(call, [...(byCall.get(call) ?? []), draft]);
  }
  return [...byCall].map(([call, drafts]) => makeFinding(call, drafts, group, hits, fix));
}

/** The literal that the path is written in, where that is not in the call. */
function originOf({ request, needles }: Hit): ts.Node | undefined {
  const literal = needles[0]?.literal;
  const calls = [outermostCall(request), request.call];
  return literal && ts.findAncestor(literal, node => calls.includes(node)) ? undefined : literal;
}

function makeFix(group: Group, accept: ReadonlySet<string>): Finding['fix'] {
  if (!isFixable(group)) return undefined;
  const { drafts, edits } = group;
  const blockers = drafts.flatMap(draft => draft.blockers);
  const needsConsent = drafts.some(({ notes, rule }) =>
    notes.some(({ code }) => rule.notes[code]?.consent && !accept.has(code)),
  );
  return { kind: blockers.length > 0 || needsConsent ? 'unsafe' : 'safe', edits };
}

function makeFinding(
  call: ts.Node,
  drafts: readonly Draft[],
  group: Group,
  hits: ReadonlyMap<Draft, Hit>,
  fix: Finding['fix'],
): Finding {
  const [draft] = drafts as [Draft];
  const { rule, workspace } = draft;
  const hit = hits.get(draft) as Hit;
  const match = hit.matches[0];
  const path = match
    ? flatText(slice(match.template, match.version.start, match.end))
    : rule.deprecated.path.slice(1);
  const own = drafts.flatMap(d => d.blockers);
  const others = fix
    ? []
    : group.drafts
        .filter(d => !drafts.includes(d))
        .flatMap(d => d.blockers.filter(b => !isIgnorable(b.code)));
  const finding: Finding = {
    rule: rule.id,
    severity: hit.matches.every(m => m.isCertain) && !('mock' in hit) ? 'error' : 'warning',
    span: spanOf(workspace, call),
    deprecated: `${rule.deprecated.method} /${path}`,
    replacement: `${rule.deprecated.method} ${rule.replacement.path}`,
    trace: unique(inOrder(drafts.flatMap(d => d.steps)), ({ role, text }) => `${role} ${text}`),
    blockers: unique([...own, ...others], ({ code }) => code),
    notes: unique(
      [...drafts.flatMap(d => d.notes), ...alwaysNotes(rule, workspace, call)],
      ({ code }) => code,
    ),
  };
  if (fix) finding.fix = fix;
  const origin = originOf(hit);
  if (origin) finding.origin = spanOf(workspace, origin);
  return finding;
}

/** One of each kind and place. */
const unique = <T extends { span: Span }>(all: readonly T[], kindOf: (one: T) => string): T[] => [
  ...new Map(
    all.map(one => [`${kindOf(one)} ${one.span.file} ${one.span.start} ${one.span.end}`, one]),
  ).values(),
];

const alwaysNotes = (rule: Rule, workspace: Workspace, node: ts.Node) =>
  Object.entries(rule.notes).flatMap(([code, note]) =>
    note.always ? [{ code, span: spanOf(workspace, node), args: {} }] : [],
  );

/** What only speaks of the path is told, and fails no run by itself. */
function severityOf({ reason, match }: Stray): Finding['severity'] {
  if (reason === 'url-pattern' || reason === 'path-name') return 'note';
  return reason === 'unknown-client' && match?.isCertain ? 'error' : 'warning';
}

/** A path that reaches no call is likely in use, and nothing certain can be said. */
export function makeStray(stray: Stray, rule: Rule, workspace: Workspace): Finding {
  const { needle, match, reason } = stray;
  const draft = createDraft(workspace, rule);
  const path = match
    ? flatText(slice(match.template, match.version.start, match.end))
    : rule.deprecated.path.slice(1);
  const [end] = stray.ends;
  const name = end && ts.isCallExpression(end) ? excerpt(end.expression) : '';
  addStep(draft, 'path', needle.expression, path);
  for (const other of stray.ends) addStep(draft, 'pass', other, excerpt(other));
  block(draft, reason, end ?? needle.expression, { name, text: stray.text ?? excerpt(needle.expression) });
  const file = needle.expression.getSourceFile();
  if (isGenerated(file)) block(draft, 'generated-code', file.statements[0] ?? file);
  return {
    rule: rule.id,
    severity: severityOf(stray),
    span: spanOf(workspace, reason === 'unknown-client' && end ? end : needle.expression),
    deprecated: `${rule.deprecated.method} /${path}`,
    replacement: `${rule.deprecated.method} ${rule.replacement.path}`,
    trace: inOrder(draft.steps),
    blockers: draft.blockers,
    notes: [],
  };
}
