import type { Blocker, Finding, Note, Report, Span } from '../finding.ts';
import { blockerWords, isIgnorable } from '../messages.ts';
import type { Rule } from '../rule.ts';
import { fill, headline, type Words } from '../words.ts';
import { printable } from './cells.ts';

/** The first sentence about a finding, in every output. */
export const headlineOf = ({ message, deprecated, replacement }: Finding): string =>
  message ?? headline(deprecated, replacement);

export type ToldBlocker = Words & { code: string; span: Span; args: Record<string, string> };

/** The blockers of a finding with their words. */
export const tellBlockers = ({ blockers }: Finding): ToldBlocker[] =>
  blockers.map(({ code, span, args }: Blocker) => ({ code, span, args, ...blockerWords(code, args) }));

export type ToldNote = {
  code: string;
  what: string;
  todo: string;
  /** Whether it keeps a fix unsafe until the project accepts it. */
  consent: boolean;
  span: Span;
  args: Record<string, string>;
};

/** Rules by id. */
export const indexRules = ({ rules }: Report): ReadonlyMap<string, Rule> =>
  new Map(rules.map(rule => [rule.id, rule]));

/** The notes of a finding with their words, without those that hold for every finding of its rule. */
export function tellNotes({ notes }: Finding, rule: Rule | undefined): ToldNote[] {
  return notes.flatMap((note: Note) => {
    const row = rule?.notes[note.code];
    if (row === undefined || row.always) return [];
    return [
      { ...note, what: fill(row.what, note.args), todo: fill(row.todo, note.args), consent: row.consent },
    ];
  });
}

/** Words about no finding in particular: what would stand in a gap is named in capitals. */
export const inGeneral = (text: string): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());

export type StandingNote = { code: string; what: string; todo: string };

/** The notes that hold for every finding of a rule. */
export const standingNotes = ({ notes }: Rule): StandingNote[] =>
  Object.entries(notes)
    .filter(([, { always }]) => always)
    .map(([code, { what, todo }]) => ({ code, what: inGeneral(what), todo: inGeneral(todo) }));

/** What holds a fix back, or makes it unsafe: codes of blockers, then of notes that want consent, each once. */
export function doubtsOf(finding: Finding, rule: Rule | undefined): string[] {
  const isUnsafe = finding.fix?.kind === 'unsafe';
  const blockers = finding.blockers.filter(({ code }) => isUnsafe || !isIgnorable(code));
  // A doubt that can be ignored is the reason only where there is no other.
  const named = blockers.length > 0 ? blockers : finding.blockers;
  const notes = isUnsafe ? tellNotes(finding, rule).filter(({ consent }) => consent) : [];
  return [...new Set([...named, ...notes].map(({ code }) => code))];
}

/** Reasons that a single line has room for. */
const MOST_NAMED = 5;

export type Reason = { code: string; what: string; span: Span };

/** What holds a fix back, or a person should look at before taking it. */
export const reasonsOf = (finding: Finding, rule: Rule | undefined): Reason[] => [
  ...tellBlockers(finding),
  ...(finding.fix?.kind === 'unsafe' ? tellNotes(finding, rule).filter(({ consent }) => consent) : []),
];

const FIX_SENTENCES = {
  safe: 'A safe fix is known: glanceshift --fix.',
  unsafe: 'A fix is known, to be looked at: glanceshift --fix --unsafe.',
  none: 'No fix is made.',
} as const;

export type LineStyle = {
  /** Names the place of a reason. */
  place: (reason: Reason) => string;
  /** Escapes words that may hold code. */
  clean?: (text: string) => string;
  /** What is said of the fix, in place of the command that makes it. */
  fix?: string | undefined;
};

/** A finding in one line, for outputs that have no more. */
export function tellInOneLine(
  finding: Finding,
  rule: Rule | undefined,
  { place, clean = text => text, fix }: LineStyle,
): string {
  const told = (text: string): string => clean(printable(text));
  const title = `${told(headlineOf(finding))}.`;
  const reasons = reasonsOf(finding, rule);
  const kind = finding.fix?.kind ?? 'none';
  if (kind === 'none' && reasons.length === 0 && fix === undefined) return title;
  const named = reasons.slice(0, MOST_NAMED).map(reason => `${told(reason.what)} (${place(reason)})`);
  const rest = reasons.length > MOST_NAMED ? [`${reasons.length - MOST_NAMED} more reasons`] : [];
  const because = [...named, ...rest].join('; ');
  return `${title} ${fix ?? FIX_SENTENCES[kind]}${because === '' ? '' : ` Reasons: ${because}.`}`;
}

/** `1 finding`, `2 findings`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
