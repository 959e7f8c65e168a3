import { defineConfig } from 'vitest/config';

const UNITS = 'apply,compat,groups,match,rules,schemas,template,verify';

/** The tests that judge mutants: those that run the source in their own process. `TESTS` names others. */
export default defineConfig({
  test: {
    include: process.env.TESTS?.split(',') ?? [`test/{${UNITS}}.test.ts`],
    testTimeout: 30_000,
  },
});
