import { ts } from 'ts-morph';
import { callAt, usesOfFunction } from '../code/callers.ts';
import { isExportReference } from '../code/exported.ts';
import { excerpt, isAround } from '../code/syntax.ts';
import { block, type Draft } from '../edits/draft.ts';
import { type Frame, framesOf } from '../fold/template.ts';
import { changesMeaning } from '../query/plan.ts';
import type { ParamSite } from '../query/query.ts';
import type { Request } from '../request/request.ts';
import { findForeignUse, findStrangerAround, type Matched } from './sharing.ts';

/** Where else the parameters of a site are sent; undefined where this endpoint alone gets them. */
type Elsewhere = () => ts.Node | undefined;

/** A site that may be changed only where this endpoint alone gets its parameters: else a change blocks the draft. */
export function guardSite(site: ParamSite, request: Request, matched: Matched, draft: Draft): ParamSite {
  const findElsewhere = once(() => elsewhereOf(site, request, matched, draft));
  const guarded =
    <Args extends unknown[]>(change: (...args: Args) => void) =>
    (...args: Args): void => {
      const other = findElsewhere();
      if (other) block(draft, 'shared-query', other, { name: excerpt(site.node) });
      change(...args);
    };
  return {
    ...site,
    params: site.params.map(param => ({
      ...param,
      remove: guarded(() => param.remove()),
      change: guarded((to, prefix) => param.change(to, prefix)),
      setValue: guarded(text => param.setValue(text)),
    })),
    add: site.add && guarded(site.add),
    isShared: () => findElsewhere() !== undefined,
  };
}

function elsewhereOf(
  site: ParamSite,
  { frame }: Request,
  matched: Matched,
  { workspace, rule }: Draft,
): ts.Node | undefined {
  const kept = site.params.filter(({ name }) => !changesMeaning(name, rule)).map(({ node }) => node);
  for (const { fn, call } of site.helpers ?? []) {
    const uses = usesOfFunction(fn, { workspace })?.sure ?? [];
    const other = uses.find(use => callAt(use) !== call && !isExportReference(use));
    if (other) return other;
  }
  for (const root of rootsOf(site)) {
    const other =
      findForeignUse(root, workspace, matched, new Set(kept)) ??
      (isBehindCall(root, site, frame) ? undefined : findStrangerAround(root, frame, workspace, matched));
    if (other) return other;
  }
  return findStrangerAround(site.node, frame, workspace, matched);
}

/** The expressions that hold the parameters: what they were put into, and what they are written in. */
const rootsOf = ({ roots, node }: ParamSite): readonly ts.Expression[] => [
  ...(roots ?? []),
  ...(ts.isExpression(node) ? [node] : []),
];

/** Whether the parameters get to a place only by the call that hands them over. */
function isBehindCall(root: ts.Node, { given }: ParamSite, frame: Frame | undefined): boolean {
  const chain = framesOf(frame);
  const from = chain.findIndex(({ fn, call }) => fn === given?.fn && call === given.call);
  return chain.slice(0, from + 1).some(({ fn }) => isAround(fn, root));
}

function once(find: Elsewhere): Elsewhere {
  let known: { node: ts.Node | undefined } | undefined;
  return () => {
    known ??= { node: find() };
    return known.node;
  };
}
