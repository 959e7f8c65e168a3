import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { components } from './components.ts';
import { entryOf, type Program } from './programs.ts';

type Run = (base: string, token: string) => unknown;

/** What a run gave, as JSON would carry it, but with `undefined` kept apart from what is not there. */
export type Outcome = { result: unknown } | { error: string };

/** Where bundles are put: below `node_modules`, so that Node itself loads them and finds the packages they import. */
const FOLDER = resolve(`.lab/equivalence-${process.pid}/node_modules`);
let count = 0;

/** Removes all that was built by this process. */
export const removeBuilds = (): void => rmSync(resolve(FOLDER, '..'), { recursive: true, force: true });

const builds = new Map<string, Promise<string>>();

/** Makes one module of a program, packages apart; each call makes a fresh one, with state of its own. */
export async function buildProgram(program: Program): Promise<() => Promise<Run>> {
  const key = JSON.stringify([entryOf(program), ...program.files]);
  const build = builds.get(key) ?? bundleProgram(program);
  builds.set(key, build);
  const code = await build;
  mkdirSync(FOLDER, { recursive: true });
  return async () => {
    const file = `${FOLDER}/${++count}.mjs`;
    writeFileSync(file, code);
    const module = await import(pathToFileURL(file).href);
    return module.run ?? module.default.run;
  };
}

/** The code of the module. */
async function bundleProgram(program: Program): Promise<string> {
  const bundle = await rolldown({
    input: entryOf(program),
    platform: 'node',
    external: id => !id.startsWith('.') && !id.startsWith('/') && !program.files.has(id) && id !== BUNDLED,
    plugins: [inMemory(program.files), components],
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

// Named imports of CommonJS packages work in bundles; Node finds those of this one only there.
const BUNDLED = 'lodash';
const { resolve: resolvePackage } = createRequire(import.meta.url);

const SUFFIXES = ['', '.ts', '.tsx', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'];

const inMemory = (files: ReadonlyMap<string, string>): Plugin => ({
  name: 'in-memory',
  resolveId(source, importer) {
    if (source === BUNDLED) return resolvePackage(source);
    const path = posix.join(posix.dirname(importer ?? ''), source);
    const found = SUFFIXES.map(suffix => path + suffix).find(name => files.has(name));
    return (found ?? files.has(source)) ? (found ?? source) : null;
  },
  load: id => files.get(id) ?? null,
});

const PATIENCE = 5000;

/** Runs a fresh instance of the program. One that gives nothing for long is taken to have failed. */
export async function runProgram(load: () => Promise<Run>, base: string, token: string): Promise<Outcome> {
  const run = await load();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Outcome>(resolve => {
    timer = setTimeout(() => resolve({ error: 'no result' }), PATIENCE);
  });
  const outcome = runOnce(run, base, token);
  return Promise.race([outcome, silence]).finally(() => clearTimeout(timer));
}

async function runOnce(run: Run, base: string, token: string): Promise<Outcome> {
  try {
    return { result: normalise(await run(base, token)) };
  } catch (error) {
    return { error: String(error) };
  }
}

const UNDEFINED = '(undefined)';

function normalise(value: unknown): unknown {
  const text = JSON.stringify(value, (_, item: unknown) => (item === undefined ? UNDEFINED : item));
  return text === undefined ? UNDEFINED : JSON.parse(text);
}
