import { resolve } from 'node:path';
import type { CliOptions } from './cli/options.ts';
import { type LoadedConfig, loadConfig } from './config/config.ts';
import { turnDownByDate } from './config/sunset.ts';
import { Failure, suggestion } from './failure.ts';
import { toRelative } from './files/discover.ts';
import { type Finding, type Report, SEVERITIES } from './finding.ts';
import { type FileChange, fix, readOwn } from './fix.ts';
import type { OnProgress } from './progress.ts';
import type { Rule } from './rule.ts';
import { loadRules } from './rule-files.ts';
import { type Scan, type ScanOptions, scan } from './scan.ts';
import {
  applyBaseline,
  DEFAULT_BASELINE,
  type Entry,
  loadEntries,
  printEntries,
  recordAll,
} from './suppressions/baseline.ts';
import { UNUSED } from './suppressions/inline.ts';
import { writeWhole } from './write.ts';

/** What the program's surroundings are; the shell itself looks at none of them. */
export type Surroundings = {
  cwd: string;
  /** Reads all of standard input. */
  readInput: () => Promise<string>;
  /** The date, as `2027-01-31`; only asked for where something expires. */
  today: () => string;
  /** Is told what a scan is at, where somebody watches. */
  onProgress?: OnProgress | undefined;
  /** What git is being asked for already. */
  listing?: ScanOptions['listing'];
};

export type Outcome = {
  report: Report;
  fixed: Finding[];
  /** What `--diff` shows, or what `--stdin --fix` hands back. */
  changes: FileChange[];
  /** What the user should be told beside the report. */
  notices: string[];
  /** What came in on standard input. */
  input: string | undefined;
  status: 0 | 1 | 2;
};

/** Does what the command line asks for, up to the report; writes the files of `--fix` and of the baseline. */
export async function run(options: CliOptions, around: Surroundings): Promise<Outcome> {
  const loaded = await loadConfig(around.cwd, options.config);
  const input = options.stdin ? await around.readInput() : undefined;
  const { scanOptions, told } = await mergeOptions(options, loaded, around, input);
  if (scanOptions.compat !== undefined) readOwn(around.cwd, scanOptions.compat);
  const baseline = openBaseline(options, loaded, around);
  const scanned = await scan(scanOptions);
  const result = await fixAsAsked(scanned, options);
  const notices = [...told, ...scanned.notices];
  const judged = baseline === undefined ? unrecorded(result.left) : baseline(result, scanned, notices);
  const problems = [...scanned.problems, ...result.problems];
  const { failOn = loaded.config.failOn ?? 'error', maxWarnings = loaded.config.maxWarnings } = options;
  const fails = exceeds(judged.kept, failOn, maxWarnings);
  const { rules, stats, suppressed = [] } = scanned;
  return {
    report: {
      findings: options.quiet ? judged.kept.filter(({ severity }) => severity === 'error') : judged.kept,
      suppressed: [...suppressed, ...judged.suppressed],
      problems,
      rules,
      stats,
      sources: result.sources,
      marked: scanned.marked,
    },
    fixed: result.fixed,
    changes: result.changes,
    notices,
    input,
    status: problems.some(({ fatal }) => fatal) ? 2 : fails ? 1 : 0,
  };
}

type FixedScan = Awaited<ReturnType<typeof fix>>;

async function fixAsAsked(scanned: Scan, options: CliOptions): Promise<FixedScan> {
  const { findings, sources } = scanned;
  const untouched = { changes: [], fixed: [], left: findings, sources, problems: [] };
  if (!options.fix && !options.diff) return untouched;
  const isWritten = options.fix && !options.diff && !options.stdin;
  const wanted = options.stdin
    ? { ...scanned, findings: findings.map(keepInside([...scanned.asked])) }
    : scanned;
  const result = await fix(wanted, {
    unsafe: options.unsafe,
    allowDirty: options.allowDirty,
    write: isWritten,
  });
  // A patch changes nothing yet: everything is left.
  return options.diff ? { ...result, left: findings } : result;
}

/** On standard input one file can be changed, so a fix that needs others is not offered. */
const keepInside =
  (asked: readonly string[]) =>
  (finding: Finding): Finding => {
    const { fix: planned, ...rest } = finding;
    return planned?.edits.every(({ file }) => asked.includes(file)) ? finding : rest;
  };

async function mergeOptions(
  options: CliOptions,
  { config, folder }: LoadedConfig,
  { cwd, today, onProgress, listing }: Surroundings,
  input: string | undefined,
): Promise<{ scanOptions: ScanOptions; told: string[] }> {
  const files = [...(config.rules ?? []).map(file => resolve(folder, file)), ...options.rules];
  const rules = await loadRules(files, cwd);
  const asked = { ...config.severity, ...options.severity };
  const named = Object.keys({ ...asked, ...config.sunset?.dates });
  demandNames(rules, named, [...(config.accept ?? []), ...options.accept]);
  const sunset = { ...config.sunset, days: options.sunsetDays ?? config.sunset?.days };
  const dated = turnDownByDate(rules, asked, sunset, () => options.today ?? today());
  const name = options.stdinFilename === undefined ? undefined : toRelative(cwd, options.stdinFilename);
  const wantsFix = options.fix || options.diff;
  const scanOptions: ScanOptions = {
    cwd,
    paths: name === undefined ? options.paths : [name],
    unsaved: name === undefined || input === undefined ? undefined : new Map([[name, input]]),
    rules,
    severities: dated.severities,
    accept: [...(config.accept ?? []), ...options.accept],
    mounts: config.mounts,
    clients: config.clients,
    compat: wantsFix ? (options.compat ?? config.compat) : undefined,
    ignore: [...(config.ignore ?? []), ...options.ignore],
    inlineSuppressions: config.inlineSuppressions,
    without: options.outputs.flatMap(({ file }) => (file === undefined ? [] : [toRelative(cwd, file)])),
    honourIgnoreFiles: options.honourIgnoreFiles,
    ext: [...(config.ext ?? []), ...options.ext],
    git: { staged: options.staged, since: options.since, changed: options.changed },
    concurrency: options.concurrency,
    strict: options.strict,
    listing,
    onProgress,
  };
  return { scanOptions, told: dated.notices };
}

/** A name that means nothing would switch nothing, and nobody would notice. */
function demandNames(rules: readonly Rule[], ids: readonly string[], notes: readonly string[]): void {
  const known = [...rules.map(({ id }) => id), UNUSED];
  const codes = rules.flatMap(rule => Object.keys(rule.notes));
  const tell = (what: string, name: string, names: readonly string[]) =>
    new Failure(
      `there is no ${what} "${name}"${suggestion(name, names) || `; known are ${names.join(', ')}`}`,
    );
  for (const id of ids) if (!known.includes(id)) throw tell('rule', id, known);
  for (const code of notes) if (!codes.includes(code)) throw tell('note', code, codes);
}

type Judged = { kept: Finding[]; suppressed: NonNullable<Report['suppressed']> };

const unrecorded = (findings: Finding[]): Judged => ({ kept: findings, suppressed: [] });

type Judge = (result: FixedScan, scanned: Scan, notices: string[]) => Judged;

/** Prepares what the recorded findings do to a run; undefined where there are none. */
function openBaseline(
  options: CliOptions,
  { config, folder }: LoadedConfig,
  around: Surroundings,
): Judge | undefined {
  const { cwd } = around;
  const named = options.suppressionsLocation ?? config.suppressions;
  const base = options.suppressionsLocation === undefined ? folder : cwd;
  const file = resolve(base, named ?? DEFAULT_BASELINE);
  const label = named ?? DEFAULT_BASELINE;
  const entries = loadEntries(file, cwd);
  if (entries === undefined && named !== undefined && !options.suppressAll) {
    throw new Failure(`${label} does not exist: --suppress-all makes it`);
  }
  if (entries === undefined && !options.suppressAll) return undefined;
  return judgeWith({ options, file, label, entries: entries ?? [], around });
}

type Records = { options: CliOptions; file: string; label: string; entries: Entry[]; around: Surroundings };

const judgeWith =
  ({ options, file, label, entries, around }: Records): Judge =>
  (result, scanned, notices) => {
    const input = {
      findings: result.left,
      entries,
      sources: result.sources,
      asked: scanned.asked,
      project: scanned.project,
    };
    if (options.suppressAll) {
      const recorded = recordAll(input);
      writeWhole(file, printEntries(recorded, file, around.cwd));
      notices.push(`recorded ${count(result.left.length, 'finding')} in ${label}`);
      return { kept: [], suppressed: applyBaseline({ ...input, entries: recorded, today: '' }).suppressed };
    }
    const hasDates = entries.some(({ until }) => until !== undefined);
    const today = options.today ?? (hasDates ? around.today() : '');
    const { kept, suppressed, gone, expired } = applyBaseline({ ...input, today });
    if (expired.length > 0)
      notices.push(`${count(expired.length, 'record')} in ${label} expired before ${today}`);
    if (gone.length > 0 && options.pruneSuppressions) {
      writeWhole(
        file,
        printEntries(
          entries.filter(entry => !gone.includes(entry)),
          file,
          around.cwd,
        ),
      );
      notices.push(`dropped ${count(gone.length, 'record')} of findings that are gone from ${label}`);
    } else if (gone.length > 0) {
      const where = listFew([...new Set(gone.map(({ file }) => file))]);
      notices.push(
        `${count(gone.length, 'record')} in ${label} of findings that are gone (${where}): run --prune-suppressions`,
      );
    }
    return { kept, suppressed };
  };

const FEW = 3;

const listFew = (names: readonly string[]): string =>
  [...names.slice(0, FEW), ...(names.length > FEW ? [`${names.length - FEW} more`] : [])].join(', ');

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

function exceeds(
  findings: readonly Finding[],
  failOn: Finding['severity'],
  maxWarnings: number | undefined,
): boolean {
  const limit = SEVERITIES.indexOf(failOn);
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return (
    findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit) ||
    (maxWarnings !== undefined && warnings > maxWarnings)
  );
}
