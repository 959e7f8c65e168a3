import type { ts } from 'ts-morph';
import type { Blocker, Edit, Note, Span, Step } from '../../finding.ts';
import type { BlockerCode } from '../../messages.ts';
import type { Rule } from '../../rule.ts';
import { excerpt, isBareName } from '../code/syntax.ts';
import type { CompatUse } from '../compat/import.ts';
import { spanOf, type Workspace } from '../project/project.ts';
import type { ListChange } from './lists.ts';

/** What the stages find out about one request, before it is made into a finding. */
export type Draft = {
  workspace: Workspace;
  rule: Rule;
  edits: Edit[];
  /** Changes of lists (properties, arguments, type members); made into edits when all are known. */
  lists: ListChange[];
  blockers: Blocker[];
  notes: Note[];
  steps: Step[];
  /** Present where the call goes through the compat module: what is imported where, and what is converted in place. */
  compat: CompatDraft | undefined;
};

/** `isPromise`: what the client gives back is a promise and nothing more, so that another can take its place. */
type CompatDraft = { uses: CompatUse[]; places: Map<string, ts.Node>; isPromise: boolean };

export const createDraft = (workspace: Workspace, rule: Rule, isCompat = false): Draft => ({
  workspace,
  rule,
  edits: [],
  lists: [],
  blockers: [],
  notes: [],
  steps: [],
  compat: isCompat ? { uses: [], places: new Map(), isPromise: false } : undefined,
});

const sameSpan = (a: Span, b: Span): boolean => a.file === b.file && a.start === b.start && a.end === b.end;

/** Adds a blocker once for each code and place. */
export function block(
  draft: Draft,
  code: BlockerCode,
  node: ts.Node,
  args: Record<string, string> = {},
): void {
  const span = spanOf(draft.workspace, node);
  if (draft.blockers.some(known => known.code === code && sameSpan(known.span, span))) return;
  draft.blockers.push({ code, span, args });
}

/** Files of tests, as the runners look for them. */
const TESTS = /(?:^|\/)(?:__tests__|tests?|specs?|cypress|e2e)\/|[.-](?:test|spec|cy|e2e)\.\w+$/i;

export const isInTest = (node: ts.Node, { pathOf }: Workspace): boolean => TESTS.test(pathOf(node));

/** What stands in for the call and answers by itself: of a test a person can judge it. */
export function blockStandIn(node: ts.Node, draft: Draft, isDouble = isInTest(node, draft.workspace)): void {
  block(draft, isDouble ? 'test-double' : 'stand-in', node, { name: excerpt(node) });
}

/** Adds a note once for each code and place. */
export function note(draft: Draft, code: string, node: ts.Node, args: Record<string, string> = {}): void {
  const span = spanOf(draft.workspace, node);
  if (draft.notes.some(known => known.code === code && sameSpan(known.span, span))) return;
  draft.notes.push({ code, span, args });
}

export function addStep(draft: Draft, role: Step['role'], node: ts.Node, text: string): void {
  const span = spanOf(draft.workspace, node);
  if (draft.steps.some(known => known.role === role && sameSpan(known.span, span))) return;
  draft.steps.push({ role, span, text });
}

/** Adds an edit by offsets in the file of a node; the same edit twice is one. */
export function editAt(draft: Draft, node: ts.Node, start: number, end: number, text: string): void {
  const edit = { file: draft.workspace.pathOf(node), start, end, text };
  const isKnown = draft.edits.some(known => sameSpan(known, edit) && known.text === text);
  if (!isKnown) draft.edits.push(edit);
}

/** Replaces a node without the trivia before it. */
export const replaceNode = (draft: Draft, node: ts.Node, text: string): void =>
  editAt(draft, node, node.getStart(), node.getEnd(), text);

export const insertBefore = (draft: Draft, node: ts.Node, text: string): void =>
  editAt(draft, node, node.getStart(), node.getStart(), text);

export const insertAfter = (draft: Draft, node: ts.Node, text: string): void =>
  editAt(draft, node, node.getEnd(), node.getEnd(), text);

const quoteStyles = new WeakMap<ts.SourceFile, string>();

/** The quote that most strings of a file are written with. */
function quoteOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const known = quoteStyles.get(file);
  if (known) return known;
  const quotes = file.text.match(/'(?:[^'\\\n])*'|"(?:[^"\\\n])*"/g) ?? [];
  const double = quotes.filter(text => text.startsWith('"')).length;
  const quote = double > quotes.length / 2 ? '"' : "'";
  quoteStyles.set(file, quote);
  return quote;
}

/** A text as a string literal in the style of the file. */
export function quoted(node: ts.Node, text: string): string {
  const quote = quoteOf(node);
  return quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

/** A key as it is written in an object: bare where it is an identifier. */
export const keyText = (node: ts.Node, key: string): string => (isBareName(key) ? key : quoted(node, key));
