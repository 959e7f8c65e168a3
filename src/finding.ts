import type { BlockerCode } from './messages.ts';
import type { Rule } from './rule.ts';

/**
 * A range of one file. Offsets count UTF-16 code units from the start of the text *without* its byte order
 * mark; `end` is exclusive. `file` is relative to the working directory, with forward slashes.
 * Lines and columns exist in `report/` alone.
 */
export type Span = { file: string; start: number; end: number };

/** Replaces the text of a span. An insertion has `start === end`. */
export type Edit = Span & { text: string };

/** In falling order of weight, as in SARIF and ESLint. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Why a rewrite cannot be shown to be complete. The words are made in `messages.ts`. */
export type Blocker = {
  code: BlockerCode;
  span: Span;
  args: Record<string, string>;
};

/** A difference of the two APIs that stays after the rewrite. The words stand in the rule file. */
export type Note = { code: string; span: Span; args: Record<string, string> };

/**
 * One step of the way from where the path is written to where the answer is read, in that order.
 * `path`: text that makes the URL · `call`: the request · `query`: a parameter · `field`: a read of the answer ·
 * `type`: a member of a declared type · `pass`: a place the value goes through.
 */
export type Step = {
  role: 'path' | 'call' | 'query' | 'field' | 'type' | 'pass';
  span: Span;
  text: string;
};

/** All edits are applied, or none. `safe` needs nobody's eyes, `unsafe` does. */
export type Fix = { kind: 'safe' | 'unsafe'; edits: Edit[] };

/** One place that is reported. `span` is the call, or the path where no call is known. */
export type Finding = {
  rule: string;
  severity: Severity;
  span: Span;
  /** The endpoint as it is written in the code, e.g. `GET /v1.1/images/detail`. */
  deprecated: string;
  /** What the rule offers instead, e.g. `GET /v2/images`. */
  replacement: string;
  trace: Step[];
  blockers: Blocker[];
  notes: Note[];
  fix?: Fix;
  /** Where the path is written, where that is not at the call: a constant that other calls may share. */
  origin?: Span;
  /** Said in place of the usual headline, where the finding is about something else than an endpoint. */
  message?: string;
};

/** A finding that does not count. `inline`: a comment beside it says so; `baseline`: it was recorded as known. */
export type SuppressedFinding = Finding & { suppression: { kind: 'inline' | 'baseline'; reason: string } };

/** Something that went wrong with one input; the run goes on. `fatal` ones end in exit status 2. */
export type Problem = {
  code:
    | 'unreadable'
    | 'unparsable'
    | 'binary'
    | 'too-large'
    | 'too-deep'
    | 'unmerged'
    | 'vanished'
    | 'changed'
    | 'unwritable';
  file: string;
  message: string;
  fatal: boolean;
};

/** A text as it was read: `bom` is kept apart so that offsets never count it. */
export type SourceText = { path: string; text: string; bom: boolean };

/** The only window through which the core sees the world. All are synchronous and never throw. */
export type Host = {
  /** The text without its byte order mark; undefined where there is no such readable file. */
  readFile(path: string): string | undefined;
  /** Paths of all scanned script files in which the name stands as a word. */
  mentioning(name: string): readonly string[];
  /** Paths of all scanned script files that may import a file, directly or through others, and its own. */
  dependents(path: string): ReadonlySet<string>;
  /** The texts of all scanned files without code, as configurations, in which the name stands as a word. */
  settings(name: string): readonly string[];
  packages: Packages;
};

/** What the manifests of a project say of its files. The root's folder is empty. */
export type Packages = {
  /** The folders of the project's own packages by name. */
  named(): ReadonlyMap<string, string>;
  /** The folder of the package that a file belongs to. */
  folderOf(path: string): string;
  /** Whether code of one file may get values from another: both are in one package, or its package names the other. */
  reaches(from: string, to: string): boolean;
};

/** Sorts by path, then offset: the order of every output. */
export function compareSpans(a: Span, b: Span): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start || a.end - b.end;
}

/** The text with edits of one file that are in order and do not overlap; insertions at one place stay in order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join('') + text.slice(at);
}

/** What a run counted, for summaries and `--stats`. */
export type Stats = {
  files: number;
  seeds: number;
  skipped: number;
  milliseconds: number;
};

/** All that an output is made from. Pure data: an output never reads a file. */
export type Report = {
  findings: Finding[];
  problems: Problem[];
  rules: Rule[];
  stats: Stats;
  /** Findings that do not count, for outputs that can show them as such. */
  suppressed?: SuppressedFinding[];
  /** Text of every file that a finding points into, by path, without byte order marks. */
  sources: ReadonlyMap<string, string>;
  /** Files that begin with a byte order mark, which some fingerprints count. */
  marked?: ReadonlySet<string>;
};
