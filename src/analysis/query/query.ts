import type { ts } from 'ts-morph';
import type { Draft } from '../edits/draft.ts';
import type { Frame } from '../fold/template.ts';

/**
 * One query parameter, whatever it is written with. The operations only note edits in the draft; `name` and
 * `literal` speak of the code as it is.
 */
export type Param = {
  name: string;
  /** The value, where it is written as text. */
  literal: string | undefined;
  value: ts.Expression | undefined;
  node: ts.Node;
  remove(): void;
  /** Gives the parameter another name, and puts a text before its value. */
  change(name: string, prefix: string): void;
  /** Writes another value in the place of a literal one. */
  setValue(text: string): void;
};

/** A place that parameters come from. */
export type ParamSite = {
  node: ts.Node;
  /** Expressions whose value holds the parameters, where that is not the node: all that get it send them. */
  roots?: readonly ts.Expression[] | undefined;
  params: Param[];
  /** The call that hands it to the function where it is put into the request: its other callers do not send it. */
  given?: Frame;
  /** Calls of functions that the query was handed to, and that add to it: what they add, other callers get too. */
  helpers?: readonly Frame[];
  /** Whether it is the text of the URL itself. */
  isUrl?: boolean;
  /** Whether only some runs send it, so that it is no place for what all of them need. */
  isSometimes?: boolean;
  /** Adds a parameter; undefined where there is no room for one. */
  add?: ((name: string, value: string) => void) | undefined;
  /** The same for a text that is the query of its own, and is not put behind a path. */
  addToText?: ((name: string, value: string) => void) | undefined;
  /** Whether other requests are sent with these parameters too. */
  isShared?: () => boolean;
  /** Whether no parameter of a text is left, once the rule has been applied. */
  isEmptied?: () => boolean;
  /** Makes the edits that need all removals to be known; runs last. */
  finish?: (() => void) | undefined;
};

/** What the readers of queries share. */
export type QueryContext = {
  draft: Draft;
  frame: Frame | undefined;
  /** Whether values are turned into text at once (`URLSearchParams`), so that nothing is left out for being undefined. */
  coerces: boolean;
  /** Nodes that were read as part of the query. */
  seen: Set<ts.Node>;
  sites: ParamSite[];
  /** Where the code reads a parameter that keeps its name: it has to keep its value too. */
  reads: { name: string; node: ts.Node }[];
};

/** Methods that give a parameter its value. */
export const WRITERS: ReadonlySet<string | undefined> = new Set(['set', 'append']);

/** For the query of a request that is looked at in a frame. */
export const queryContext = (draft: Draft, frame: Frame | undefined): QueryContext => ({
  draft,
  frame,
  coerces: false,
  seen: new Set(),
  sites: [],
  reads: [],
});
