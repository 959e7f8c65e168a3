import { ts } from 'ts-morph';
import type { Frame } from './template.ts';

/** Numbers that are given to nodes as they are met. */
type Ids = { ids: Map<ts.Node, number> };

/** The number of a node, in the order in which nodes are asked for. */
export const idOf = ({ ids }: Ids, node: ts.Node): number => {
  const known = ids.get(node) ?? ids.size;
  ids.set(node, known);
  return known;
};

/** Tells the calls that a frame stands for from those of others. */
export const frameKey = (tracker: Ids, frame: Frame | undefined): string =>
  frame ? `${idOf(tracker, frame.handed ?? frame.call)}<${frameKey(tracker, frame.parent)}` : '';

/**
 * The innermost open call of a function that a node stands in: an edit there changes all its callers, and what is
 * declared further out, all calls have in common.
 */
export function frameAround(node: ts.Node, frame: Frame | undefined): Frame | undefined {
  const isInside = frame && ts.findAncestor(node, at => at === frame.fn) !== undefined;
  return isInside ? frame : frame && frameAround(node, frame.parent);
}
