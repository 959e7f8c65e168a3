import { resolve } from 'node:path';
import type { Analysis, AnalysisInput, ClientConfig } from './analysis/index.ts';
import { type Discovery, discover } from './files/discover.ts';
import type { GitScope } from './files/git-scope.ts';
import { isWorthParsing, needlesOf, type Prefiltered } from './files/prefilter.ts';
import type { Concurrency } from './files/prefilter-threads.ts';
import { findSeeds } from './files/seeds.ts';
import { type Overlay, openSnapshot, type Snapshot } from './files/snapshot.ts';
import {
  compareSpans,
  type Finding,
  type Problem,
  type Report,
  SEVERITIES,
  type Severity,
} from './finding.ts';
import { openHost } from './host.ts';
import { type OnProgress, watchReading, watchStudy } from './progress.ts';
import type { Rule } from './rule.ts';
import { completeRules, shippedRules } from './rule-files.ts';
import { UNUSED } from './suppressions/inline.ts';
import { suppressInline } from './suppressions/suppress.ts';
import { isCode, kindOf } from './texts/file-kinds.ts';
import { filesThatServe } from './texts/route-names.ts';

export type RuleSetting = Severity | 'off' | 'on';

export type ScanOptions = {
  /** The working directory; all paths of the result are relative to it. Default: that of the process. */
  cwd?: string | undefined;
  /** Files, folders and patterns to report on; default: the working directory. */
  paths?: readonly string[] | undefined;
  /** Texts by path that make up the whole project; the disk is not looked at. */
  files?: ReadonlyMap<string, string> | undefined;
  /** Texts by path that stand in for those on the disk, as an editor has them. */
  unsaved?: ReadonlyMap<string, string> | undefined;
  /** Default: the rules that come with the package. */
  rules?: readonly Rule[] | undefined;
  /** By rule id: switches it on or off, or sets the highest severity that its findings may have. */
  severities?: Readonly<Record<string, RuleSetting>> | undefined;
  /** Codes of notes that the project has decided to live with. */
  accept?: readonly string[] | undefined;
  /** Path segments that may stand before the version, beside those of the rules. */
  mounts?: readonly string[] | undefined;
  /** Wrappers of the team, beside the clients that are known. */
  clients?: readonly ClientConfig[] | undefined;
  /** Path of the compat module that calls which cannot be followed shall go through. */
  compat?: string | undefined;
  /** Patterns, as in `.gitignore`, of what is not looked at. */
  ignore?: readonly string[] | undefined;
  /** Files that are no part of the project, by path: reports that are written over, say. */
  without?: readonly string[] | undefined;
  /** Whether `.gitignore` counts; default: it does. */
  honourIgnoreFiles?: boolean | undefined;
  /** Endings of further text files. */
  ext?: readonly string[] | undefined;
  /** Whether comments may suppress findings; default: they may. */
  inlineSuppressions?: boolean | undefined;
  /** What `listFiles` says of the working directory, where it has been asked already. */
  listing?: Promise<string[] | undefined> | undefined;
  /** Limits the report to files that git names. */
  git?: GitScope | undefined;
  /** How many threads read; default: what pays. */
  concurrency?: Concurrency | undefined;
  /** Is told again and again what the scan is at. */
  onProgress?: OnProgress | undefined;
  /** Whether a file that does not parse makes the run fail. */
  strict?: boolean | undefined;
};

/** A report, and what is needed to fix what is in it. */
export type Scan = Report & {
  cwd: string;
  /** Files that begin with a byte order mark. */
  marked: ReadonlySet<string>;
  /** New files that fixes rely on. */
  created: readonly { path: string; text: string }[];
  /** Files that findings were wanted of, and all of the project. */
  asked: ReadonlySet<string>;
  project: ReadonlySet<string>;
  /** Whether the texts are those of git's index. */
  isStaged: boolean;
  /** What the caller should be told beside the report. */
  notices: readonly string[];
};

type Analyse = (input: AnalysisInput) => Analysis;

/** The core is loaded here and nowhere else, and only when there is something to parse. */
const loadCore = async (): Promise<Analyse> => (await import('./analysis/index.ts')).analyse;

/** Finds and explains deprecated calls. Throws a `Failure` where it cannot do its job; changes nothing. */
export async function scan(options: ScanOptions = {}, load = loadCore): Promise<Scan> {
  const started = performance.now();
  const cwd = resolve(options.cwd ?? '.');
  const rules = chooseRules(options);
  const [discovery, overlay] = await Promise.all([findFiles(options, cwd), findOverlay(options, cwd)]);
  const snapshot = watchReading(openSnapshot(cwd, overlay, options.files === undefined), options.onProgress);
  const needles = needlesOf(rules);
  const { concurrency } = options;
  const overlaid = new Set(overlay.keys());
  const found = await findSeeds(discovery, { snapshot, needles, concurrency, overlaid });
  const seeds = sortSeeds(found.seeds, discovery, rules, options);
  const isWorth = isWorthParsing(snapshot, seeds.script, projectScripts(discovery), needles);
  const isTold = seeds.text.length + seeds.routes.length > 0;
  const complete = isWorth || isTold ? await completeRules(rules) : rules;
  const prepared = { discovery, snapshot, overlay, seeds, rules: complete, load };
  const analysis = isWorth ? await analyseSeeds(options, prepared) : NOTHING;
  const told = await scanTexts(options, prepared);
  const asked = new Set(discovery.asked);
  const judged = judgeComments(options, [...analysis.findings, ...told], found, snapshot);
  const wanted = judged.kept.filter(isAbout(asked));
  const findings = [...wanted, ...judged.unused].sort((a, b) => compareSpans(a.span, b.span));
  const suppressed = judged.suppressed.filter(isAbout(asked));
  const { sources, marked } = collectSources([...findings, ...suppressed], snapshot);
  return {
    cwd,
    findings,
    suppressed,
    problems: judgeAll([...unmerged(discovery), ...found.problems, ...analysis.problems], options),
    rules: complete,
    stats: {
      files: discovery.asked.length,
      seeds: found.seeds.length,
      skipped: discovery.skipped,
      milliseconds: performance.now() - started,
    },
    sources,
    marked,
    created: analysis.created,
    asked,
    project: new Set(discovery.project),
    isStaged: options.git?.staged === true,
    notices: discovery.notices,
  };
}

const NOTHING: Analysis = { findings: [], problems: [], created: [] };

const allRules = ({ rules }: ScanOptions): readonly Rule[] => rules ?? shippedRules();

const chooseRules = (options: ScanOptions): Rule[] =>
  allRules(options).filter(({ id }) => options.severities?.[id] !== 'off');

async function findFiles(options: ScanOptions, cwd: string): Promise<Discovery> {
  if (options.files === undefined)
    return discover({ ...options, cwd, extra: [...(options.unsaved?.keys() ?? [])] });
  const project = [...options.files.keys()].filter(path => kindOf(path, options.ext) !== undefined).sort();
  return { project, asked: project, explicit: new Set(), unmerged: [], skipped: 0, notices: [] };
}

async function findOverlay(options: ScanOptions, cwd: string): Promise<Overlay> {
  const laid = new Map<string, Buffer>();
  if (options.git?.staged) {
    const { readStaged } = await import('./files/staged.ts');
    for (const [path, bytes] of await readStaged(cwd)) laid.set(path, bytes);
  }
  for (const texts of [options.files, options.unsaved]) {
    for (const [path, text] of texts ?? []) laid.set(path, Buffer.from(text));
  }
  return laid;
}

type Prepared = {
  discovery: Discovery;
  snapshot: Snapshot;
  overlay: Overlay;
  seeds: Seeds;
  rules: readonly Rule[];
  load: () => Promise<Analyse>;
};

/** What is parsed, what is searched as text, and what serves a path by its name. */
type Seeds = { script: string[]; text: string[]; routes: string[] };

const sortSeeds = (
  seeds: readonly string[],
  { asked }: Discovery,
  rules: readonly Rule[],
  { ext }: ScanOptions,
): Seeds => ({
  script: seeds.filter(isCode),
  text: seeds.filter(path => kindOf(path, ext) === 'text'),
  routes: filesThatServe(asked, rules),
});

const projectScripts = ({ project }: Discovery): string[] => project.filter(isCode);

const projectTexts = ({ project }: Discovery, { ext }: ScanOptions): string[] =>
  project.filter(path => kindOf(path, ext) === 'text');

/** Searches the texts and looks at names of files, for which TypeScript is not needed. */
async function scanTexts(options: ScanOptions, { snapshot, seeds, rules }: Prepared): Promise<Finding[]> {
  if (seeds.text.length + seeds.routes.length === 0) return [];
  const { scanRouteFile, scanText } = await import('./texts/index.ts');
  const { mounts = [], accept = [] } = options;
  const findIn = (paths: readonly string[], find: typeof scanText): Finding[] =>
    paths.flatMap(path => {
      const source = snapshot.source(path);
      return source === undefined ? [] : find({ path, text: source.text, rules, mounts, accept });
    });
  return [...findIn(seeds.routes, scanRouteFile), ...findIn(seeds.text, scanText)];
}

async function analyseSeeds(options: ScanOptions, prepared: Prepared): Promise<Analysis> {
  const { discovery, snapshot, overlay, seeds, rules, load } = prepared;
  const files = { scripts: projectScripts(discovery), texts: projectTexts(discovery, options) };
  const { accept, mounts, clients, compat } = options;
  const input = {
    seeds: seeds.script,
    rules,
    ...(accept && { accept }),
    ...(mounts && { mounts }),
    ...(clients && { clients }),
    ...(compat !== undefined && { compat }),
  };
  const analyse = await load();
  try {
    const host = watchStudy(openHost(snapshot, files), seeds.script.length, options.onProgress);
    return analyse({ ...input, host });
  } catch (error) {
    // Code that is nested too deeply for the stack of this thread.
    if (!(error instanceof RangeError)) throw error;
    const { analyseDeeply } = await import('./deep-analysis.ts');
    return analyseDeeply({
      cwd: snapshot.cwd,
      overlay,
      useDisk: options.files === undefined,
      files,
      input,
    });
  }
}

const judgeComments = (
  options: ScanOptions,
  findings: readonly Finding[],
  { marked }: Prefiltered,
  snapshot: Snapshot,
) =>
  suppressInline({
    findings: findings.map(limitSeverity(options)),
    marked,
    readFile: path => snapshot.source(path)?.text,
    kind: path => kindOf(path, options.ext),
    known: allRules(options).map(({ id }) => id),
    applied: chooseRules(options).map(({ id }) => id),
    isAllowed: options.inlineSuppressions,
    tellsUnused: options.severities?.[UNUSED] !== 'off',
  });

/** A call belongs to the file that it stands in, and to every file that a part of its path is written in. */
const isAbout =
  (asked: ReadonlySet<string>) =>
  ({ span, trace }: Finding): boolean =>
    asked.has(span.file) || trace.some(({ role, span: { file } }) => role === 'path' && asked.has(file));

/** A rule may be turned down, never up: what is uncertain stays a warning. */
const limitSeverity =
  ({ severities }: ScanOptions) =>
  (finding: Finding): Finding => {
    const limit = SEVERITIES.indexOf(severities?.[finding.rule] as Severity);
    const severity = SEVERITIES[Math.max(limit, SEVERITIES.indexOf(finding.severity))];
    return severity === undefined ? finding : { ...finding, severity };
  };

/** Of a file that a merge has left in several versions, git has none that could be judged. */
const unmerged = (discovery: Discovery): Problem[] =>
  discovery.unmerged.map(file => {
    const message = 'is unmerged, not judged: settle the conflict and git add it';
    return { code: 'unmerged', file, message, fatal: true };
  });

/** What a strict run does not put up with: calls may be missed. */
const UNSEEN: ReadonlySet<Problem['code']> = new Set(['unparsable', 'too-deep']);

const judgeAll = (problems: readonly Problem[], { strict }: ScanOptions): Problem[] =>
  problems.map(problem => (strict && UNSEEN.has(problem.code) ? { ...problem, fatal: true } : problem));

/** The texts of all files that a finding points into or would change. */
function collectSources(findings: readonly Finding[], snapshot: Snapshot) {
  const sources = new Map<string, string>();
  const marked = new Set<string>();
  for (const finding of findings) {
    const places = [finding, ...finding.trace, ...finding.blockers, ...finding.notes].map(({ span }) => span);
    for (const { file } of [...places, ...(finding.fix?.edits ?? [])]) {
      const source = sources.has(file) ? undefined : snapshot.source(file);
      if (source === undefined) continue;
      sources.set(file, source.text);
      if (source.bom) marked.add(file);
    }
  }
  return { sources, marked };
}
