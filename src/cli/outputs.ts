import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import { asTold, type RenderOptions, render } from '../report/index.ts';
import type { Outcome } from '../run.ts';
import { writeWhole } from '../write.ts';
import type { Output } from './asked-outputs.ts';
import type { CliOptions } from './options.ts';

export type Look = {
  cwd: string;
  color: boolean;
  width: number | undefined;
  version: string;
  /** The file that GitHub shows on the page of a run, where there is one. */
  stepSummary?: string | undefined;
};

export type Made = {
  /** For standard output. */
  text: string;
  /** A report that had to give way on standard output. */
  aside: string;
  /** Single lines for standard error. */
  told: string[];
};

/** Renders every report that was asked for and writes those that go to files. */
export async function makeOutputs(outcome: Outcome, options: CliOptions, look: Look): Promise<Made> {
  const told = [...outcome.notices, ...tellStats(outcome, options)];
  const payload = await makePayload(outcome, options);
  const made: Made = { text: payload ?? '', aside: '', told };
  for (const output of options.outputs) {
    const { format, file } = output;
    const text = await render(format, outcome.report, await lookAt(output, outcome, options, look));
    if (format === 'github' && look.stepSummary) await addStepSummary(look.stepSummary, outcome);
    if (file !== undefined) writeOutput(`--output ${file}`, () => writeWhole(resolve(look.cwd, file), text));
    else if (payload === undefined) made.text = text;
    else if (!options.diff) made.aside = text;
    if (format !== 'pretty' || payload !== undefined) told.push(summarise(outcome, options));
  }
  return { ...made, told: [...new Set(told)] };
}

async function lookAt(
  { format, file }: Output,
  { fixed }: Outcome,
  { verbose }: CliOptions,
  { cwd, color, width, version }: Look,
): Promise<RenderOptions> {
  const owners = format === 'html' ? await findOwners(cwd) : undefined;
  return {
    color: color && file === undefined,
    ...(width !== undefined && { width }),
    verbose,
    fixed,
    version,
    ...(owners && { owners }),
  };
}

const findOwners = async (cwd: string) => (await import('../owners.ts')).loadOwners(cwd);

/** What GitHub shows of annotations is little; the page of the run has room for all. */
async function addStepSummary(file: string, { report, fixed }: Outcome): Promise<void> {
  const { renderStepSummary } = await import('../report/step-summary.ts');
  writeOutput('GITHUB_STEP_SUMMARY', () =>
    appendFileSync(file, renderStepSummary(asTold(report), { fixed })),
  );
}

/** What takes the place of the report on standard output: a patch, or the text that came in, fixed. */
async function makePayload({ changes, input }: Outcome, options: CliOptions): Promise<string | undefined> {
  if (options.diff) {
    const { renderDiff } = await import('../report/diff.ts');
    return renderDiff(changes);
  }
  if (!options.stdin || !options.fix) return undefined;
  return changes[0]?.after ?? input;
}

function writeOutput(label: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new Failure(`${label}: cannot be written (${code})`);
  }
}

const tellStats = ({ report }: Outcome, { stats }: CliOptions): string[] => {
  if (!stats) return [];
  const { files, seeds, skipped, milliseconds } = report.stats;
  return [`${files} files, ${seeds} parsed, ${skipped} left out, ${Math.round(milliseconds)} ms`];
};

/** One line for whoever sees only standard error. */
function summarise({ report, fixed }: Outcome, { diff }: CliOptions): string {
  const { findings } = asTold(report);
  const count = (severity: string) => findings.filter(finding => finding.severity === severity).length;
  const parts = [`${findings.length} findings`, `${count('error')} errors`, `${count('warning')} warnings`];
  if (fixed.length > 0) parts.push(`${fixed.length} ${diff ? 'with a fix in the patch' : 'fixed'}`);
  return parts.join(', ');
}
