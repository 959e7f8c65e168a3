import type { ArtifactLocation, CodeFlow, Fix, Location, Region, Result, Suppression } from 'sarif';
import type { Finding, Span, SuppressedFinding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { printable } from './cells.ts';
import { editsByFile } from './change.ts';
import type { Places } from './lines.ts';
import { reasonsOf, tellInOneLine, tellNotes } from './wording.ts';

/** What results are made with. */
export type Desk = {
  places: Places;
  rules: ReadonlyMap<string, Rule>;
  indexOf: (rule: string) => number;
  hashOf: (file: string, line: number) => string;
  idOf: (finding: Finding) => string;
};

/** GitHub takes 1,000 locations of a result, and keeps 100. */
const MOST_RELATED = 999;
const MOST_STEPS = 10_000;

const ROOT = '%SRCROOT%';

/** One finding as a result. */
export function toResult(finding: Finding | SuppressedFinding, desk: Desk): Result {
  const { rule, severity, span, fix, trace } = finding;
  const related = relatedTo(finding, desk);
  const suppressions = suppressionsOf(finding);
  return {
    ruleId: rule,
    ruleIndex: desk.indexOf(rule),
    level: severity,
    message: { text: messageOf(finding, desk) },
    locations: [locate(span, desk)],
    ...(related.length > 0 && { relatedLocations: related }),
    ...(trace.length > 1 && { codeFlows: [flowOf(finding, desk)] }),
    ...(fix !== undefined && { fixes: [fixOf(fix, desk)] }),
    partialFingerprints: {
      primaryLocationLineHash: desk.hashOf(span.file, desk.places.regionOf(span).line),
      'migrationFinding/v1': desk.idOf(finding),
    },
    ...(suppressions && { suppressions }),
    properties: {
      fix: fix?.kind ?? 'none',
      blockers: [...new Set(finding.blockers.map(({ code }) => code))],
      notes: [...new Set(tellNotes(finding, desk.rules.get(rule)).map(({ code }) => code))],
    },
  };
}

const SUPPRESSION_KINDS = { inline: 'inSource', baseline: 'external' } as const;

function suppressionsOf(finding: Finding | SuppressedFinding): Suppression[] | undefined {
  if (!('suppression' in finding)) return undefined;
  const { kind, reason } = finding.suppression;
  return [{ kind: SUPPRESSION_KINDS[kind], status: 'accepted', justification: reason }];
}

/** Every other place that belongs to a finding: its reasons first, for readers that keep few. */
function relatedTo(finding: Finding, desk: Desk): Location[] {
  const rule = desk.rules.get(finding.rule);
  const rows = [
    ...reasonsOf(finding, rule).map(({ what, span }) => ({ span, text: what })),
    ...finding.trace.map(({ role, text, span }) => ({ span, text: `${role}: ${text}` })),
    ...tellNotes(finding, rule).map(({ what, span }) => ({ span, text: what })),
  ];
  const told = new Map(rows.map(row => [keyOf(row.span, row.text), row]));
  return [...told.values()].slice(0, MOST_RELATED).map(({ span, text }, index) => ({
    ...locate(span, desk),
    id: index + 1,
    message: { text: unlinked(text) },
  }));
}

const keyOf = ({ file, start, end }: Span, text: string): string => JSON.stringify([file, start, end, text]);

/** The first sentence is the title that GitHub shows; each reason links to its place. */
function messageOf(finding: Finding, { rules }: Desk): string {
  const rule = rules.get(finding.rule);
  const keys = [...new Set(reasonsOf(finding, rule).map(({ what, span }) => keyOf(span, what)))];
  return tellInOneLine(finding, rule, {
    // Reasons come first among the related locations, so their ids are known.
    place: ({ code, what, span }) => `[${code}](${keys.indexOf(keyOf(span, what)) + 1})`,
    clean: unlinked,
  });
}

/** Code like `rows[key](1)` would be read as a link, and a bracket that stays open would begin one of ours. */
const unlinked = (text: string): string => printable(text).replace(/\[(?=[^\]]*(\]\(|$))/g, '\\[');

const flowOf = ({ trace }: Finding, desk: Desk): CodeFlow => ({
  threadFlows: [
    {
      locations: trace.slice(0, MOST_STEPS).map(({ role, text, span }) => ({
        location: { ...locate(span, desk), message: { text: unlinked(`${role}: ${text}`) } },
        kinds: [role],
      })),
    },
  ],
});

const FIX_WORDS = {
  safe: 'Safe fix: all changes together, or none.',
  unsafe: 'Unsafe fix, to be looked at: all changes together, or none.',
} as const;

function fixOf(fix: NonNullable<Finding['fix']>, desk: Desk): Fix {
  return {
    description: { text: FIX_WORDS[fix.kind] },
    artifactChanges: [...editsByFile(fix, desk.places)].map(([file, edits]) => ({
      artifactLocation: artifactOf(file),
      replacements: edits.map(edit => ({
        deletedRegion: regionOf(edit, desk),
        ...(edit.text !== '' && { insertedContent: { text: edit.text } }),
      })),
    })),
  };
}

/** A place as a location. */
const locate = (span: Span, desk: Pick<Desk, 'places'>): Location => ({
  physicalLocation: { artifactLocation: artifactOf(span.file), region: regionOf(span, desk) },
});

function regionOf(span: Span, { places }: Pick<Desk, 'places'>): Region {
  const { line, column, endLine, endColumn } = places.regionOf(span);
  return {
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
    charOffset: span.start,
    charLength: span.end - span.start,
  };
}

/** A path as a relative URI. */
export const artifactOf = (file: string): ArtifactLocation => ({ uri: encodePath(file), uriBaseId: ROOT });

/** Half a surrogate pair, which some file systems allow in names, has no form in a URI. */
const encodePath = (path: string): string =>
  path
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
