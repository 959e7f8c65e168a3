import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { strykerPlugins as vitestPlugins } from '@stryker-mutator/vitest-runner';
import { rolldown } from 'rolldown';
import { checker } from './checker.mjs';
import { isDrawn, reporter } from './sample.mjs';

// Judges mutants by the fixtures and the equivalence programs, within one process that stays: vitest would load all
// anew for each of them. A mutant that lives is then shown to the unit tests that reach it, by the runner for vitest.

/** The source as a whole: one that counts what each test reaches, and one that only is mutated, which is faster. */
const COUNTING = '.lab/counting.mjs';
const JUDGING = '.lab/judging.mjs';

/** What the mutated source asks which mutant it is, and where it counts what is reached. */
const state = globalThis.__stryker__ ?? {};
globalThis.__stryker__ = state;

/** Each source sees the URL it has by itself. */
const ownUrls = {
  name: 'own-urls',
  transform: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
};

const withoutCounters = {
  name: 'without-counters',
  transform: code => code.replace(/\bstryCov_\w+\((?:"\d+",? ?)+\)/g, '0'),
};

/** All of the source in one file, so that another query behind its name loads all of it anew. */
async function bundle(file, plugins) {
  const build = await rolldown({
    input: 'test/mutation/judge.ts',
    platform: 'node',
    external: /^[^./]/,
    plugins: [ownUrls, ...plugins],
    logLevel: 'silent',
  });
  await build.write({ file, codeSplitting: false });
}

/** A mutant that only loading runs may be seen by any test: a few of them take as long as all others. */
const isSkipped = ({ mutantActivation }) => mutantActivation === process.env.SKIP;

let loads = 0;
const records = new Map();
let texts = new Map();
async function loadJudges(file) {
  const { judgesFor, textsOfCases } = await import(`${pathToFileURL(file)}?${++loads}`);
  if (texts.size === 0) texts = textsOfCases();
  return judgesFor(records);
}

/** A program that was rewritten wrongly may fail where nobody waits for it. */
let hasFailed = false;
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, () => {
    hasFailed = true;
  });

async function isPassed(judge) {
  hasFailed = false;
  const passed = await judge().catch(() => false);
  return passed && !hasFailed;
}

/** Runs all, and writes down what each reaches. */
async function judgeAll(judges) {
  const tests = [];
  for (const [name, judge] of judges) {
    const started = performance.now();
    state.currentTestId = name;
    const status = (await isPassed(judge)) ? 0 : 1;
    tests.push({ id: name, name, timeSpentMs: performance.now() - started, status, failureMessage: name });
  }
  state.currentTestId = undefined;
  return tests;
}

const reach = new Map();

/** Runs those that can see a mutant until one does. */
async function judgeMutant(judges, { testFilter, hitLimit, activeMutant }) {
  const known = testFilter?.filter(name => judges.has(name)) ?? [...judges.keys()];
  // What reaches little is about what it reaches.
  known.sort((a, b) => (reach.get(a) ?? 0) - (reach.get(b) ?? 0));
  const names = testFilter ? known : likelyFirst(known, activeMutant);
  for (const [index, name] of names.entries()) {
    const passed = await isPassed(judges.get(name));
    if (state.hitCount > hitLimit) return { status: 'timeout' };
    if (!passed) return { status: 'killed', killedBy: [name], failureMessage: name, nrOfTests: index + 1 };
  }
  return { status: 'survived', nrOfTests: names.length };
}

/** Of what only loading runs, a row of a table or a list of names, cases tell that have one of its words. */
function likelyFirst(names, { fileName, location: { start, end } }) {
  const lines = readFileSync(fileName, 'utf8').split('\n');
  const mutated = lines.slice(start.line, end.line + 1).join('\n');
  const words = [...new Set(mutated.match(/[A-Za-z_$][\w$-]+/g) ?? [])];
  const rank = name => Number(!words.some(word => texts.get(name)?.includes(word)));
  return names.toSorted((a, b) => rank(a) - rank(b));
}

const NONE = { static: {}, perTest: {} };
const joinCoverage = (one = NONE, other = NONE) => ({
  static: { ...one.static, ...other.static },
  perTest: { ...one.perTest, ...other.perTest },
});

function createRunner(injector) {
  const units = injector.injectFunction(vitestPlugins[0].factory);
  let judges;

  async function dryRun(options) {
    const ofUnits = await units.dryRun(options);
    if (ofUnits.status !== 'complete') return ofUnits;
    const tests = [...(await judgeAll(await loadJudges(COUNTING))), ...ofUnits.tests];
    for (const [name, mutants] of Object.entries(state.mutantCoverage?.perTest ?? {}))
      reach.set(name, Object.keys(mutants).length);
    return { ...ofUnits, tests, mutantCoverage: joinCoverage(ofUnits.mutantCoverage, state.mutantCoverage) };
  }

  /** Loads the source before a mutant is switched on, or after, where it is one that only loading runs. */
  async function activate({ activeMutant, mutantActivation, reloadEnvironment, hitLimit }) {
    state.activeMutant = undefined;
    if (records.size === 0) await judgeAll(await loadJudges(JUDGING));
    if (mutantActivation === 'static') state.activeMutant = activeMutant.id;
    Object.assign(state, { hitCount: 0, hitLimit });
    if (reloadEnvironment || !judges) judges = await loadJudges(JUDGING);
    state.activeMutant = activeMutant.id;
  }

  async function mutantRun(options) {
    if (!isDrawn(options.activeMutant) || isSkipped(options))
      return { status: 'error', errorMessage: 'not drawn' };
    await activate(options);
    const result = await judgeMutant(judges, options);
    const testFilter = options.testFilter?.filter(name => !judges.has(name));
    if (result.status !== 'survived' || testFilter?.length === 0) return result;
    return units.mutantRun({ ...options, testFilter });
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: () => Promise.all([bundle(COUNTING, []), bundle(JUDGING, [withoutCounters]), units.init()]),
    dryRun,
    mutantRun,
    dispose: () => units.dispose(),
  };
}
createRunner.inject = ['$injector'];

export { strykerValidationSchema } from '@stryker-mutator/vitest-runner';
// It has the name of the runner that it stands in for.
export const strykerPlugins = [
  { kind: 'TestRunner', name: 'vitest', factory: createRunner },
  checker,
  reporter,
];
