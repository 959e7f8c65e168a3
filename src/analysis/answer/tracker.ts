import type { ts } from 'ts-morph';
import type { Draft } from '../edits/draft.ts';
import type { Frame } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { isInstance, type Shape, shapeKey } from './shape.ts';

/**
 * A place that a value went through. `parents` lead back to where it came from; `needs` are the other values that
 * get there too, and which have to come from the same kind of call if anything behind is rewritten.
 */
export type Station = {
  /** What is where. */
  key: string;
  parents: Set<Station>;
  isEdited: boolean;
  /** Whether what reads the value at this very place is rewritten. */
  isReader: boolean;
  needs: Need[];
  drafts: Set<Draft>;
  /** The function whose result is here, of one call alone. */
  exit?: ts.Node;
  /** Wrappers whose answer is still read inside of them here. */
  within: Map<Draft, Set<ts.Node>>;
};

/**
 * `shape`: what the readers take the value for; what they do not read may come from anywhere. `inside`: the function
 * that the value is given to by another call, whose result is its own: it matters to what is rewritten in there.
 * `isCallee`: the value is a function, of which it counts what it is called with.
 */
type Need = {
  node: ts.Node;
  value: ts.Expression;
  name: string;
  shape?: Shape;
  inside?: ts.Node;
  isCallee?: true;
};

export const createStation = (key = ''): Station => ({
  key,
  parents: new Set(),
  isEdited: false,
  isReader: false,
  needs: [],
  drafts: new Set(),
  within: new Map(),
});

/** All that is known about the answers of all requests of a rule. */
export type Tracker = {
  workspace: Workspace;
  stations: Map<string, Station>;
  /** Expressions that were seen to hold a value from an answer, with the drafts they belong to. */
  flowed: Map<ts.Node, Set<Draft>>;
  ids: Map<ts.Node, number>;
  /** What is done with the result of a function that was handed to somebody. */
  continuations: Map<ts.Node, Map<string, Continue>>;
  /** References to functions that were followed as callbacks. */
  callbacks: Set<ts.Node>;
  /** Those among them that are called where they are kept: what they give is read there. */
  held: Set<ts.Node>;
  /** Members of that name on values of unknown type: judged when all else is known. */
  unsure: { use: ts.Node; home: ts.Node; draft: Draft; shape: Shape }[];
  /** Reads that rely on an image being there. */
  expected: { node: ts.Node; name: string; draft: Draft; from: Station }[];
  /** Static keys that were read from the object of properties, by draft. */
  bagKeys: Map<Draft, Set<string>>;
  /** Timestamps that are used in a way that tells the two forms apart. */
  sensitive: Set<ts.Node>;
  times: Map<ts.Node, Draft>;
  /** Where the images come from that timestamps are read from. */
  origins: Map<ts.Node, Station>;
  /** Timestamps that are compared with something: the same form has to stand on both sides. */
  comparisons: { reads: readonly ts.Node[]; other: ts.Node }[];
  /** Functions are followed among themselves: what they go through holds nothing of an answer. */
  functions?: Tracker;
  /** Calls of functions that are followed, and arguments of calls where they leave the project. */
  handed: { at: ts.Node; isCall: boolean; fn: ts.Node; trace: Trace }[];
  /** Expressions that are the body of an answer: where a compat call would stand. */
  bodies: Map<Draft, Set<ts.Expression>>;
  /** Declared types that were seen to describe the answer. */
  types: Map<ts.Node, Set<Draft>>;
  /** Reads of fields that change, and the members of types that declare them. */
  reads: Map<ts.Node, Set<Draft>>;
  /** Reads of fields of which v2 gives something else, and of members that the code has put over a field. */
  changed: Map<ts.Node, Set<Draft>>;
  owned: Map<ts.Node, Set<Draft>>;
  members: Map<ts.Node, Set<Draft>>;
  /** What members are read of because a type declares them: the answer of any call may be declared with it. */
  declaredOwners: Map<ts.Expression, Set<Draft>>;
  /** Requests whose answer is declared with such a type. */
  asked: Map<ts.Node, Set<Draft>>;
  /** Members of such types that describe the object of properties; written when all keys are known. */
  bagTypes: Map<ts.PropertySignature, Set<Draft>>;
};

/** What becomes of a value, such as the result of a function. */
export type Continue = (shape: Shape, trace: Trace) => void;

/** One value on its way: whose it is, in which call chain, and where it was last. */
export type Trace = {
  tracker: Tracker;
  draft: Draft;
  frame: Frame | undefined;
  from: Station;
  /** The functions that the request was found through, and that have not given the value back yet. */
  within?: readonly ts.Node[];
  /** The function that other calls are looked at for: of what it gives, they get their own where the call is known. */
  inside?: ts.Node;
  /** Whether a declared type led here: the value may be that of another call. */
  isDeclared?: boolean;
  /** What the parameters of generic types stand for, where its type is written. */
  types?: ReadonlyMap<ts.TypeParameterDeclaration, ts.TypeNode> | undefined;
};

export const createTracker = (workspace: Workspace): Tracker => ({
  workspace,
  stations: new Map(),
  flowed: new Map(),
  ids: new Map(),
  continuations: new Map(),
  callbacks: new Set(),
  held: new Set(),
  unsure: [],
  expected: [],
  bagKeys: new Map(),
  sensitive: new Set(),
  times: new Map(),
  origins: new Map(),
  comparisons: [],
  handed: [],
  bodies: new Map(),
  types: new Map(),
  reads: new Map(),
  changed: new Map(),
  owned: new Map(),
  members: new Map(),
  declaredOwners: new Map(),
  asked: new Map(),
  bagTypes: new Map(),
});

/** The trace of a value that a function gives to the call which is looked into. */
export const leave = (fn: ts.Node, trace: Trace): Trace => ({
  ...trace,
  within: (trace.within ?? []).filter(other => other !== fn),
});

/** The trace of a value that a function gives to all who call it, as its type says. */
export const giveByType = (fn: ts.Node, trace: Trace): Trace =>
  trace.isDeclared ? { ...trace, within: [...(trace.within ?? []), fn] } : trace;

/** Goes on to the station of a key. `isNew` is false where the same value was there before. */
export function arrive(key: string, trace: Trace): { trace: Trace; isNew: boolean } {
  const { tracker } = trace;
  const known = tracker.stations.get(key);
  const station = known ?? createStation(key);
  station.parents.add(trace.from);
  station.drafts.add(trace.draft);
  for (const fn of trace.within ?? []) addTo(station.within, trace.draft, fn);
  tracker.stations.set(key, station);
  return { trace: { ...trace, from: station }, isNew: known === undefined };
}

/** Notes that something behind this station is rewritten, and so that all that gets here must be alike. */
export const markEdited = ({ from }: Trace): void => {
  from.isEdited = true;
  from.isReader = true;
};

/** Names other values that get to this station. */
export function need(
  { from, inside }: Pick<Trace, 'from' | 'inside'>,
  node: ts.Node,
  values: readonly ts.Expression[],
  name: string,
  shape?: Shape,
): void {
  // What an instance holds is judged at its member.
  if (shape && isInstance(shape)) return;
  for (const value of values) {
    if (!from.needs.some(known => known.value === value && known.inside === inside))
      from.needs.push({ node, value, name, ...(shape && { shape }), ...(inside && { inside }) });
  }
}

/** Names a function that gets to who may call it with other values than those of this station. */
export function needCallee({ from, inside }: Trace, value: ts.Expression, name: string): void {
  from.needs.push({ node: value, value, name, isCallee: true, ...(inside && { inside }) });
}

/**
 * The same as `need` for a value that is put into a list or object in place: whoever reads it, wherever it came
 * through, sees it. `whole`: only where the object was there already.
 */
export function needAbove(
  trace: Trace,
  node: ts.Node,
  values: readonly ts.Expression[],
  name: string,
  shape?: Shape,
  whole?: Shape,
): void {
  const seen = new Set<Station>([trace.from]);
  const key = whole ? shapeKey(whole) : '';
  for (const station of seen) {
    need({ from: station }, node, values, name, shape);
    for (const parent of station.parents) if (parent.key.includes(key)) seen.add(parent);
  }
}

export function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key) ?? new Set();
  set.add(value);
  map.set(key, set);
}
