import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check, type Services, startServices, type Verdict } from '../check.ts';
import type { Program } from '../programs.ts';
import { MODES, type Rewritten } from '../rewrite.ts';
import { removeBuilds } from '../run-program.ts';
import { plans, writeProgram } from './programs.ts';

const PROGRAMS = Number(process.env.PROGRAMS ?? 500);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
/** Far more than a program takes, so that only a hanging run is cut off. */
const PATIENCE = 60_000 + PROGRAMS * 2000;

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(async () => {
  await services.close();
  removeBuilds();
});

const counts = new Map<string, number>();
const count = (name: string): number => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts.get(name) ?? 0;
};

const show = ({ files }: Program): string =>
  [...files].map(([path, text]) => `// ${path}\n${text}`).join('\n');

function complain(program: Program, mode: string, rewritten: Rewritten, { before, after }: Verdict): never {
  const results = `before ${JSON.stringify(before)}\nafter  ${JSON.stringify(after)}`;
  throw new Error(
    `${mode}\n${show(program)}\n--- became\n${show(rewritten.program)}\n${results.slice(0, 1500)}`,
  );
}

describe('programs that are made up', () => {
  test(
    'give the same before and after',
    async () => {
      console.log(`${PROGRAMS} programs, SEED=${SEED}`);
      await fc.assert(
        fc.asyncProperty(plans, async plan => {
          const program = writeProgram(plan);
          const seen = new Map<string, Verdict>();
          for (const mode of MODES) {
            const { rewritten, verdict } = await check(program, mode, services, seen);
            count(`${mode.name}: ${verdict.status}`);
            if (verdict.status === 'different') complain(program, mode.name, rewritten, verdict);
          }
        }),
        { numRuns: PROGRAMS, seed: SEED },
      );
      console.log(
        [...counts]
          .sort()
          .map(([name, n]) => `${name} ${n}`)
          .join('\n'),
      );
      expect(counts.get('--fix: same') ?? 0).toBeGreaterThan(PROGRAMS / 10);
    },
    PATIENCE,
  );
});
