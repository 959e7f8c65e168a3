#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { isatty } from 'node:tty';
import { type CliOptions, parseOptions } from './cli-options.ts';
import { today } from './clock.ts';
import { Failure, systemCode } from './failure.ts';

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

/** Asks a person, where there is one at both ends. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline');
  const line = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve, reject) => {
    line.once('close', () => reject(new Failure('--init: there was no answer, nothing is written')));
    line.question(question, answer => {
      resolve(answer);
      line.close();
    });
  });
}

/** What is no run over files: undefined where it is one. */
async function answerOther({ explain: code, rules, init: targets, completion }: CliOptions) {
  if (code !== undefined) {
    const { explain } = await import('./explain.ts');
    return explain(code, rules, process.cwd());
  }
  if (completion !== undefined) return (await import('./completion.ts')).completionFor(completion);
  if (targets === undefined) return undefined;
  const { init } = await import('./init.ts');
  const done = await init(process.cwd(), targets, isatty(0) && isatty(2) ? ask : undefined);
  return `${done.join('\n')}\n`;
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
  const { run } = await import('./run.ts');
  const outcome = await run(options, { cwd: process.cwd(), readInput, today: () => today(process.env) });
  const { makeOutputs } = await import('./outputs.ts');
  const made = await makeOutputs(outcome, options, {
    cwd: process.cwd(),
    color: wantsColor(options),
    width: process.stdout.columns,
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
