import { resolve } from 'node:path';
import type { CliOptions } from './cli-options.ts';
import { Failure, systemCode } from './failure.ts';
import { render } from './report/index.ts';
import type { Outcome } from './run.ts';
import { writeWhole } from './write.ts';

export type Look = { cwd: string; color: boolean; width: number | undefined; version: string };

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
  for (const { format, file } of options.outputs) {
    const color = look.color && file === undefined;
    const text = await render(format, outcome.report, {
      color,
      ...(look.width !== undefined && { width: look.width }),
      verbose: options.verbose,
      fixed: outcome.fixed,
      version: look.version,
    });
    if (file !== undefined) writeOutput(resolve(look.cwd, file), file, text);
    else if (payload === undefined) made.text = text;
    else if (!options.diff) made.aside = text;
    if (format !== 'pretty' || payload !== undefined) told.push(summarise(outcome, options));
  }
  return { ...made, told: [...new Set(told)] };
}

/** What takes the place of the report on standard output: a patch, or the text that came in, fixed. */
async function makePayload({ changes, input }: Outcome, options: CliOptions): Promise<string | undefined> {
  if (options.diff) {
    const { renderDiff } = await import('./report/diff.ts');
    return renderDiff(changes);
  }
  if (!options.stdin || !options.fix) return undefined;
  return changes[0]?.after ?? input;
}

function writeOutput(file: string, label: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new Failure(`--output ${label}: cannot be written (${code})`);
  }
}

const tellStats = ({ report }: Outcome, { stats }: CliOptions): string[] => {
  if (!stats) return [];
  const { files, seeds, skipped, milliseconds } = report.stats;
  return [`${files} files, ${seeds} parsed, ${skipped} left out, ${Math.round(milliseconds)} ms`];
};

/** One line for whoever sees only standard error. */
function summarise({ report, fixed }: Outcome, { diff }: CliOptions): string {
  const count = (severity: string) => report.findings.filter(finding => finding.severity === severity).length;
  const parts = [
    `${report.findings.length} findings`,
    `${count('error')} errors`,
    `${count('warning')} warnings`,
  ];
  if (fixed.length > 0) parts.push(`${fixed.length} ${diff ? 'with a fix in the patch' : 'fixed'}`);
  return parts.join(', ');
}
