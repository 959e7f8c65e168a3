import { ts } from 'ts-morph';
import type { Frame } from '../fold/template.ts';
import { siteWithRoom } from './plan.ts';
import type { ParamSite, QueryContext } from './query.ts';

/** Reads what is a part of the query in some runs only: nothing that all of them need may be added there. */
export function readSometimes<T>(context: QueryContext, read: () => T): T {
  const from = context.sites.length;
  const result = read();
  for (const site of context.sites.slice(from)) site.isSometimes = true;
  return result;
}

/** Reads what a function adds to the query that a call hands it. */
export function readWithin(frame: Frame, context: QueryContext, read: (inner: QueryContext) => void): void {
  const from = context.sites.length;
  read({ ...context, frame });
  for (const site of context.sites.slice(from)) site.helpers = [...(site.helpers ?? []), frame];
}

/**
 * Reads the values of which one is the query. What all runs need is added to each of them, where each has room; a
 * value that gives nothing, such as `undefined`, has none.
 */
export function readChoice(node: ts.Node, branches: readonly (() => unknown)[], context: QueryContext): void {
  const [only, ...others] = branches;
  if (only && others.length === 0) {
    only();
    return;
  }
  const rooms = branches.map(read => {
    const from = context.sites.length;
    read();
    const own = context.sites.slice(from);
    const room = siteWithRoom(own);
    for (const site of own) site.isSometimes = true;
    return room;
  });
  const site = commonRoom(node, rooms);
  if (site) context.sites.push(site);
}

function commonRoom(node: ts.Node, rooms: readonly (ParamSite | undefined)[]): ParamSite | undefined {
  const all = rooms.filter(room => room !== undefined);
  if (all.length < rooms.length) return undefined;
  return {
    node,
    roots: all.flatMap(room => room.roots ?? (ts.isExpression(room.node) ? [room.node] : [])),
    params: [],
    add: (name, value) => {
      for (const room of new Set(all)) room.add?.(name, value);
    },
  };
}
