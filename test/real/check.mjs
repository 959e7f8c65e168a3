import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The line of a file that a finding stands on. */
const lineOf = (folder, { file, line }) =>
  readFileSync(join(folder, file), 'utf8').split('\n')[line - 1] ?? '';

const kindOf = finding => finding.fix?.kind ?? null;

/** Whether a finding is the one expected: its place, or one of the places that belong to it, is on that line. */
function isAt(folder, { place, trace }, wanted) {
  const places = [place, ...trace.map(step => step.place)];
  return places.some(at => at.file === wanted.file && lineOf(folder, at).includes(wanted.line));
}

const tell = (folder, { place, severity, fix, blockers }) =>
  `${place.file}:${place.line} ${severity}, fix ${fix?.kind ?? 'none'}` +
  `${blockers.map(({ code }) => `, ${code}`).join('')}: ${lineOf(folder, place).trim().slice(0, 120)}`;

/** What is wrong with a run: one line each. */
export function faultsOf(folder, { status, signal, stderr, report }, expected) {
  const faults = [];
  if (report === undefined) return [`crashed: status ${status}, signal ${signal}: ${stderr.slice(0, 500)}`];
  const wanted = report.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  if (status !== wanted) faults.push(`exit status ${status} instead of ${wanted}: ${stderr.slice(0, 500)}`);
  const left = [...report.findings];
  for (const row of expected) {
    const at = left.findIndex(finding => isAt(folder, finding, row));
    const [finding] = at < 0 ? [] : left.splice(at, 1);
    if (finding === undefined) faults.push(`missed: ${row.file}: ${row.line}`);
    else if (kindOf(finding) !== row.fix || (row.severity ?? finding.severity) !== finding.severity)
      faults.push(`expected fix ${row.fix ?? 'none'}: ${tell(folder, finding)}`);
  }
  return [...faults, ...left.map(finding => `wrong: ${tell(folder, finding)}`)];
}

/** A package whose look-alikes are gone proves nothing. */
export const missingBaits = (folder, baits) =>
  baits
    .filter(({ file, text }) => !readFileSync(join(folder, file), 'utf8').includes(text))
    .map(({ file, text }) => `no longer in ${file}: ${text}`);
