#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { isatty } from 'node:tty';
import { type CliOptions, parseOptions } from './cli/options.ts';
import type { ProgressLine } from './cli/progress-line.ts';
import type { Target } from './cli/values.ts';
import { today } from './clock.ts';
import { Failure, systemCode } from './failure.ts';
import type { Outcome } from './run.ts';
import type { ScanOptions } from './scan.ts';

const tell = (line: string): unknown => process.stderr.write(`glanceshift: ${line}\n`);

const readVersion = (): string =>
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

/** Writes all of a text before it resolves: a long report is not cut when the process ends. */
const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, error => (error ? reject(error) : resolve()));
  });

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Colours as everywhere: the flag, then `FORCE_COLOR`, then `NO_COLOR`, then whether a person looks at it. */
function wantsColor({ color }: CliOptions): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (color !== undefined) return color;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return !NO_COLOR && TERM !== 'dumb' && isatty(1);
}

/** Writes what a project starts with; a person is asked where there is one at both ends. */
async function initialise(targets: readonly Target[]): Promise<string> {
  const { init } = await import('./cli/init.ts');
  if (targets.length > 0 || !isatty(0) || !isatty(2)) {
    return `${(await init(process.cwd(), targets, undefined)).join('\n')}\n`;
  }
  const { openQuestions } = await import('./cli/questions.ts');
  const undone = '--init: there was no answer, nothing is written';
  const { ask, close } = openQuestions(process.stdin, process.stderr, undone);
  try {
    return `${(await init(process.cwd(), targets, ask)).join('\n')}\n`;
  } finally {
    close();
  }
}

/** A line of progress is for a person who waits, not for one who is typing. */
async function openProgress({ quiet, stdin }: CliOptions): Promise<ProgressLine | undefined> {
  if (quiet || stdin || process.env.CI || process.env.TERM === 'dumb' || !isatty(2)) return undefined;
  const { openProgressLine } = await import('./cli/progress-line.ts');
  return openProgressLine(text => process.stderr.write(text), process.stderr.columns);
}

/** Git is asked at once, so that it answers while the rest of the program is loaded. */
function startListing({ honourIgnoreFiles, staged }: CliOptions): ScanOptions['listing'] {
  if (!honourIgnoreFiles) return undefined;
  return import('./files/git.ts').then(({ listFiles }) =>
    listFiles(process.cwd(), staged ? 'index' : undefined),
  );
}

/** Does the run; the line of progress is gone before anything else is said. */
async function runWatched(options: CliOptions): Promise<Outcome> {
  const listing = startListing(options);
  const { run } = await import('./run.ts');
  const progress = await openProgress(options);
  try {
    return await run(options, {
      cwd: process.cwd(),
      readInput,
      today: () => today(process.env),
      onProgress: progress?.onProgress,
      listing,
    });
  } finally {
    progress?.clear();
  }
}

/** What is no run over files: undefined where it is one. */
async function answerOther({ explain: code, rules, init: targets, completion }: CliOptions) {
  if (code !== undefined) {
    const { explain } = await import('./cli/explain.ts');
    return explain(code, rules, process.cwd());
  }
  if (completion !== undefined) return (await import('./cli/completion.ts')).completionFor(completion);
  return targets === undefined ? undefined : initialise(targets);
}

async function main(args: readonly string[]): Promise<number> {
  const version = readVersion();
  const options = await parseOptions(args, version);
  if (options.print !== undefined) {
    await print(`${options.print}\n`);
    return 0;
  }
  const answer = await answerOther(options);
  if (answer !== undefined) {
    await print(answer);
    return 0;
  }
  const outcome = await runWatched(options);
  const { makeOutputs } = await import('./cli/outputs.ts');
  const made = await makeOutputs(outcome, options, {
    cwd: process.cwd(),
    color: wantsColor(options),
    // Some terminals say that they have no columns at all.
    width: process.stdout.columns || undefined,
    version,
    stepSummary: process.env.GITHUB_STEP_SUMMARY,
  });
  for (const line of made.told) tell(line);
  if (made.aside !== '') process.stderr.write(made.aside);
  await print(made.text);
  return outcome.status;
}

/** One clear line for everything that was foreseen; for the rest the place as well. */
function explainFailure(error: unknown, isDebug: boolean): void {
  if (error instanceof Failure && !isDebug) return void tell(error.message);
  if (systemCode(error) !== undefined && error instanceof Error && !isDebug) return void tell(error.message);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell(error instanceof Failure ? text : `internal error, please report it: ${text}`);
}

/** The reader of a pipe may have had enough, as `head` has: that is no failure of ours. */
function endOnClosedPipe(error: Error): void {
  if (systemCode(error) !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
}

// From Node 22.8 on, what was compiled in one run is there in the next: TypeScript loads in half of the time.
if ('enableCompileCache' in nodeModule) (nodeModule.enableCompileCache as () => void)();
const args = process.argv.slice(2);
process.stdout.on('error', endOnClosedPipe);
process.stderr.on('error', endOnClosedPipe);
try {
  process.exitCode = await main(args);
} catch (error) {
  if (systemCode(error) !== 'EPIPE') {
    process.exitCode = 2;
    explainFailure(error, args.includes('--debug'));
  }
}
