import yargs from 'yargs';
import { Failure, nearest } from '../failure.ts';
import type { Severity } from '../finding.ts';
import type { RuleSetting } from '../scan.ts';
import { type Output, pairOutputs } from './asked-outputs.ts';
import { FLAGS, MORE } from './flags.ts';
import {
  readConcurrency,
  readCount,
  readDate,
  readList,
  readSeverities,
  readSeverity,
  readTargets,
  readText,
  type Target,
} from './values.ts';

/** What the command line asks for, checked. */
export type CliOptions = {
  paths: string[];
  fix: boolean;
  diff: boolean;
  unsafe: boolean;
  compat: string | undefined;
  accept: string[];
  allowDirty: boolean;
  outputs: Output[];
  quiet: boolean;
  verbose: boolean;
  color: boolean | undefined;
  stats: boolean;
  config: string | false | undefined;
  rules: string[];
  severity: Record<string, RuleSetting>;
  ignore: string[];
  honourIgnoreFiles: boolean;
  ext: string[];
  stdin: boolean;
  stdinFilename: string | undefined;
  staged: boolean;
  since: string | undefined;
  changed: boolean;
  failOn: Severity | undefined;
  maxWarnings: number | undefined;
  strict: boolean;
  suppressAll: boolean;
  pruneSuppressions: boolean;
  suppressionsLocation: string | undefined;
  today: string | undefined;
  sunsetDays: number | undefined;
  explain: string | undefined;
  /** What to write; an empty list where that is to be asked. */
  init: Target[] | undefined;
  completion: string | undefined;
  concurrency: number | 'auto' | 'off' | undefined;
  debug: boolean;
  /** Print this and stop: the help, or the version. */
  print: string | undefined;
};

type Raw = Record<string, unknown>;

/**
 * Parses the arguments behind the program's name. Throws a `Failure` with one clear line on anything wrong.
 */
export async function parseOptions(args: readonly string[], version: string): Promise<CliOptions> {
  let raw: Raw = {};
  const parser = yargs([...args])
    .scriptName('glanceshift')
    .usage(
      'glanceshift [paths…]\n\nFinds calls of deprecated image lists and moves them to their replacement.',
    )
    .options(FLAGS)
    .alias({ h: 'help', v: 'version' })
    .version(false)
    .boolean(['version', 'v'])
    .help(false)
    .boolean(['help', 'h'])
    .describe({ help: 'Show this help', version: 'Show the version' })
    .group(['help', 'version'], MORE)
    .parserConfiguration({
      // One value for each flag: `--ignore PATTERN src` must not take the path for a second pattern.
      'greedy-arrays': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-positional-numbers': false,
    })
    .strictOptions()
    .wrap(100)
    .exitProcess(false)
    .fail(false);
  try {
    raw = await parser.parse();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure(explainFault(error.message));
  }
  if (raw.help === true) return { ...readOptions({}, []), print: await parser.getHelp() };
  if (raw.version === true) return { ...readOptions({}, []), print: version };
  const options = readOptions(raw, args);
  demandSense(options);
  return options;
}

/** Turns what yargs says into one line with a remedy. */
function explainFault(message: string): string {
  const unknown = /^Unknown arguments?: (\S+?)(,|$)/.exec(message)?.[1];
  if (unknown !== undefined) {
    const written = unknown.length === 1 ? `-${unknown}` : `--${unknown}`;
    const meant = nearest(unknown, Object.keys(FLAGS));
    const hint = meant === undefined ? '; --help lists all flags' : ` (did you mean --${meant}?)`;
    return `there is no flag ${written}${hint}`;
  }
  const lacking = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  return lacking === undefined ? message.replace(/\s+/g, ' ') : `--${lacking} needs a value`;
}

function readOptions(raw: Raw, args: readonly string[]): CliOptions {
  const text = (name: string) => readText(raw[name], name);
  const list = (name: string) => readList(raw[name], name);
  const commas = (name: string) => list(name).flatMap(splitCommas);
  return {
    ...readSwitches(raw),
    paths: readList(raw._, 'paths'),
    compat: text('compat'),
    accept: commas('accept'),
    outputs: pairOutputs(args),
    color: typeof raw.color === 'boolean' ? raw.color : undefined,
    config: raw.config === false ? false : text('config'),
    rules: list('rules'),
    severity: readSeverities(commas('rule')),
    ignore: list('ignore').filter(value => value !== 'false'),
    honourIgnoreFiles: !(Array.isArray(raw.ignore) && raw.ignore.includes(false)),
    ext: commas('ext'),
    stdinFilename: text('stdin-filename'),
    since: text('since'),
    failOn: readSeverity(text('fail-on')),
    maxWarnings: readCount(raw['max-warnings'], 'max-warnings'),
    sunsetDays: readCount(raw['sunset-days'], 'sunset-days'),
    suppressionsLocation: text('suppressions-location'),
    today: readDate(text('today')),
    explain: text('explain'),
    init: raw.init === undefined ? undefined : readTargets(splitCommas(String(raw.init))),
    completion: text('completion'),
    concurrency: readConcurrency(text('concurrency')),
    print: undefined,
  };
}

const splitCommas = (value: string): string[] =>
  value
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');

function readSwitches(raw: Raw) {
  const is = (name: string) => raw[name] === true;
  return {
    fix: is('fix'),
    diff: is('diff'),
    unsafe: is('unsafe'),
    allowDirty: is('allow-dirty'),
    quiet: is('quiet'),
    verbose: is('verbose'),
    stats: is('stats'),
    stdin: is('stdin'),
    staged: is('staged'),
    changed: is('changed'),
    strict: is('strict'),
    suppressAll: is('suppress-all'),
    pruneSuppressions: is('prune-suppressions'),
    debug: is('debug'),
  };
}

/** Combinations that cannot be meant: what is wrong, and what to do about it. */
const SENSE: readonly [(options: CliOptions) => boolean, string][] = [
  [o => o.unsafe && !o.fix && !o.diff, '--unsafe needs --fix or --diff'],
  [o => o.compat !== undefined && !o.fix && !o.diff, '--compat needs --fix or --diff'],
  [o => o.stdin && o.stdinFilename === undefined, '--stdin needs --stdin-filename NAME'],
  [o => !o.stdin && o.stdinFilename !== undefined, '--stdin-filename needs --stdin'],
  [o => o.stdin && o.paths.length > 0, '--stdin takes no paths'],
  [o => o.stdin && hasGitScope(o), '--stdin cannot be limited by git'],
  [
    o => [o.staged, o.changed, o.since !== undefined].filter(Boolean).length > 1,
    'only one of --staged, --since and --changed can be given',
  ],
  [
    o => o.suppressAll && (o.fix || o.diff),
    '--suppress-all cannot go with --fix or --diff: fix first, then record',
  ],
  [
    o => o.init !== undefined && o.paths.length > 0,
    '--init takes no paths: name what to write after a comma',
  ],
  [o => o.suppressAll && o.stdin, '--suppress-all cannot go with --stdin'],
  [
    o => o.diff && o.outputs.some(({ format, file }) => file === undefined && format !== 'pretty'),
    '--diff has standard output to itself: give the other report -o FILE',
  ],
];

const hasGitScope = (o: CliOptions): boolean => o.staged || o.changed || o.since !== undefined;

function demandSense(options: CliOptions): void {
  const found = SENSE.find(([isWrong]) => isWrong(options));
  if (found !== undefined) throw new Failure(found[1]);
}
