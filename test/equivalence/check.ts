import { isDeepStrictEqual } from 'node:util';
import { EDGES, type Image, RECORDED } from '../glance/images.ts';
import { type Glance, startGlance } from '../glance/server.ts';
import type { Program } from './programs.ts';
import { imagesFor, type Mode, type Rewritten, rewrite } from './rewrite.ts';
import { buildProgram, type Outcome, runProgram } from './run-program.ts';

/** Both generations of the service, and the day after v1.1 was switched off. */
export type Services = { before: Glance; after: Glance; close(): Promise<unknown> };

export const IMAGES: readonly Image[] = [...RECORDED, ...EDGES];

// Timestamps without a zone are local time: where that is UTC, nobody would see a zone that was lost.
process.env.TZ = 'Asia/Shanghai';

/** One sees the shares that it made, the other those that were offered to it. */
const TOKENS = ['alice:alpha:member', 'bob:beta:member'] as const;

export async function startServices(): Promise<Services> {
  const [before, after] = await Promise.all([startGlance(IMAGES), startGlance(IMAGES, 'gone')]);
  return { before, after, close: () => Promise.all([before.close(), after.close()]) };
}

/**
 * `same`: every call was rewritten and the results are those of before. `partly`: some calls were, and they are.
 * `not offered`: nothing was touched. `different` is what must never be.
 */
export type Verdict = {
  status: 'same' | 'partly' | 'not offered' | 'different';
  before: Outcome[];
  after: Outcome[];
};

/** Runs a program for every identity. */
export async function runAll(program: Program, { base }: Pick<Glance, 'base'>): Promise<Outcome[]> {
  const load = await buildProgram(program).catch((error: Error) => ({
    error: `does not build: ${error.message}`,
  }));
  if ('error' in load) return TOKENS.map(() => load);
  const outcomes: Outcome[] = [];
  for (const token of TOKENS) outcomes.push(await runProgram(load, base, token));
  return outcomes;
}

/**
 * Rewrites a program and compares what it gives before and after. What was `seen` already, because another mode made
 * the same of it, is not run again.
 */
export async function check(
  program: Program,
  mode: Mode,
  services: Services,
  seen = new Map<string, Verdict>(),
) {
  const rewritten = await rewrite(program, mode);
  const text = JSON.stringify([...rewritten.program.files]);
  const verdict = seen.get(text) ?? (await compare(program, rewritten, services));
  seen.set(text, verdict);
  return { rewritten, verdict };
}

/** Compares a program with what has become of it, on the images that the notes of the fix do not excuse. */
export async function compare(
  program: Program,
  { program: changed, isChanged, notes, left }: Rewritten,
  services: Services,
): Promise<Verdict> {
  if (!isChanged) return { status: 'not offered', before: [], after: [] };
  const images = imagesFor(IMAGES, notes);
  services.before.load(images);
  services.after.load(images);
  const isWhole = left.length === 0;
  const before = await runAll(program, services.before);
  const after = await runAll(changed, isWhole ? services.after : services.before);
  if (!isDeepStrictEqual(before.map(withoutWords), after.map(withoutWords)))
    return { status: 'different', before, after };
  return { status: isWhole ? 'same' : 'partly', before, after };
}

/** Two failures are alike: what an error says names the fields and paths of its side. */
const withoutWords = (outcome: Outcome): Outcome => ('error' in outcome ? { error: '' } : outcome);
