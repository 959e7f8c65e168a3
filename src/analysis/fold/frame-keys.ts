import type { ts } from 'ts-morph';
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
  frame ? `${idOf(tracker, frame.call)}<${frameKey(tracker, frame.parent)}` : '';
