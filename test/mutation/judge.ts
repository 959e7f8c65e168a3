import { isDeepStrictEqual } from 'node:util';
// Loaded here, not by the first case that needs them: what tables hold belongs to no case.
import '../../src/analysis/index.ts';
import '../../src/rule.ts';
import { render } from '../../src/index.ts';
import { compare, type Services, startServices } from '../equivalence/check.ts';
import { loadPrograms, type Program } from '../equivalence/programs.ts';
import { MODES, type Rewritten, rewrite } from '../equivalence/rewrite.ts';
import { type Case, loadCases } from '../fixture-cases.ts';
import { outcomeOf, recordOf, sorted } from '../fixture-outcomes.ts';

/** What the programs were rewritten to before anything was mutated, by program and mode. */
type Records = Map<string, { status: string; text: string }>;

/**
 * By name, whether a fixture still gives what is on record, and whether a program of the equivalence suite still
 * returns the same. Without the laws that hold beside that, as a mutant has to be judged fast.
 */
export const judgesFor = (records: Records): Map<string, () => Promise<boolean>> =>
  new Map([
    ...loadCases().map(one => [`${one.rule}/${one.name}`, () => givesRecord(one)] as const),
    ...loadPrograms().map(
      program => [`program ${program.name}`, () => keepsResults(program, records)] as const,
    ),
  ]);

/** What stands in each fixture, by the name of its judge: a row of a table is seen by one that has its name, if any. */
export const textsOfCases = (): Map<string, string> =>
  new Map(loadCases().map(one => [`${one.rule}/${one.name}`, [...one.before.values()].join('\n')] as const));

async function givesRecord(one: Case): Promise<boolean> {
  const outcome = await outcomeOf(one.before, one);
  const { after, afterUnsafe } = recordOf(outcome, one);
  return (
    (await render('pretty', outcome.scanned)) === one.findings &&
    isDeepStrictEqual(sorted(after), sorted(one.after)) &&
    isDeepStrictEqual(sorted(afterUnsafe), sorted(one.afterUnsafe))
  );
}

let services: Promise<Services> | undefined;

/** A program is run only where a mutant has changed what becomes of it. */
async function keepsResults(program: Program, records: Records): Promise<boolean> {
  // What was scanned before, of the same files, was scanned without the mutant.
  const fresh = { ...program, files: new Map(program.files) };
  for (const mode of MODES) {
    const rewritten = await rewrite(fresh, mode);
    const now = { status: statusOf(rewritten), text: JSON.stringify([...rewritten.program.files]) };
    const name = `${program.name} ${mode.name}`;
    const record = records.get(name) ?? now;
    records.set(name, record);
    if (now.status !== record.status) return false;
    if (now.text === record.text) continue;
    services ??= startServices();
    if ((await compare(program, rewritten, await services)).status !== now.status) return false;
  }
  return true;
}

/** What the table of the suite says, where the results are the same. */
const statusOf = ({ isChanged, left }: Rewritten): string =>
  isChanged ? (left.length === 0 ? 'same' : 'partly') : 'not offered';
